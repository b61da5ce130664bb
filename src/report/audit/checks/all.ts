import type { AuditDesk } from '../desk.ts'
import type { Grid } from '../table/grid.ts'
import { checkAccounts } from './accounts.ts'
import { checkAddends } from './addends.ts'
import { checkAddUp } from './addup.ts'
import { checkAgain } from './again.ts'
import { checkAgainst } from './against.ts'
import { checkApart } from './apart.ts'
import { checkApportioned } from './apportioned.ts'
import { checkAsides } from './asides.ts'
import { checkBalanced } from './balanced.ts'
import { checkBaseline } from './baseline.ts'
import { checkBest } from './best.ts'
import { checkBetween } from './between.ts'
import { checkBeyond } from './beyond.ts'
import { checkBracketed } from './bracketed.ts'
import { checkCardCells, checkCards } from './cards.ts'
import { checkChain } from './chain.ts'
import { checkChanges } from './changes.ts'
import { checkCompared } from './compared.ts'
import { checkCompound } from './compound.ts'
import { checkConversions } from './conversions.ts'
import { checkCounted } from './counted.ts'
import { checkCrowned } from './crowned.ts'
import { checkCumulated } from './cumulated.ts'
import { checkDates } from './dates.ts'
import { checkDerived } from './derived.ts'
import { checkDiffers } from './differ.ts'
import { checkDirections } from './directions.ts'
import { checkDurations } from './durations.ts'
import { checkEach } from './each.ts'
import { checkEchoes } from './echoes.ts'
import { checkEnclosed } from './enclosed.ts'
import { checkEnds } from './ends.ts'
import { checkEquations } from './equations.ts'
import { checkExceptions } from './exceptions.ts'
import { checkExchange } from './exchange.ts'
import { checkExchangedCells } from './exchanged.ts'
import { takeBackExcused } from './excused.ts'
import { checkFlows } from './flows.ts'
import { checkFolds } from './folds.ts'
import { checkFormed } from './formed.ts'
import { checkCounts, checkFractions } from './fractions.ts'
import { checkGaps } from './gaps.ts'
import { checkGrown } from './grown.ts'
import { checkGrowth } from './growth.ts'
import { checkHeadlines } from './headline.ts'
import { checkHundreds } from './hundreds.ts'
import { checkImpossible, checkScale } from './impossible.ts'
import { checkInconsistent } from './inconsistent.ts'
import { checkIndices } from './indices.ts'
import type { Paragraph, Read } from './input.ts'
import { checkItemized } from './itemized.ts'
import { checkHalves, checkJoint, checkMarket, checkOver } from './joint.ts'
import { checkLabelled } from './labelled.ts'
import { checkLater } from './later.ts'
import { checkLeads } from './leads.ts'
import { checkLevels } from './levels.ts'
import { checkLimitCells, checkLimits } from './limits.ts'
import { checkListed } from './listed.ts'
import { checkMade } from './made.ts'
import { checkMargins } from './margins.ts'
import { checkMisquoted } from './misquoted.ts'
import { checkMistyped } from './mistyped.ts'
import { checkMoves } from './moves.ts'
import { checkMultiples } from './multiples.ts'
import { checkOffscale } from './offscale.ts'
import { checkOfWhole } from './ofwhole.ts'
import { checkOnly } from './only.ts'
import { checkOrder } from './order.ts'
import { checkPaired } from './paired.ts'
import { type Repetition, repetitionOf } from './paragraphs.ts'
import { checkParallel } from './parallel.ts'
import { checkPartition } from './partition.ts'
import { checkPasted } from './pasted.ts'
import { checkPeaks } from './peaks.ts'
import { checkCaptions, checkHorizons, checkRates, checkSpans } from './periods.ts'
import { checkPlaced } from './placed.ts'
import { checkPlaces } from './places.ts'
import { checkPoint } from './point.ts'
import { checkProducts } from './products.ts'
import { checkProportions } from './proportion.ts'
import { checkRanks } from './ranks.ts'
import { checkRated } from './rated.ts'
import { checkRebased } from './rebased.ts'
import { checkRelated } from './related.ts'
import { checkRelations } from './relations.ts'
import { checkRespective } from './respective.ts'
import { checkRestated } from './restate.ts'
import { checkRises } from './rises.ts'
import { checkScaled } from './scaled.ts'
import { checkSchemes } from './schemes.ts'
import { checkSeries } from './series.ts'
import { checkParts } from './shares.ts'
import { checkShifts } from './shifts.ts'
import { checkSignificance } from './significance.ts'
import { checkSigns } from './signs.ts'
import { checkPairs, checkSame, checkSlices } from './slices.ts'
import { checkSlid } from './slid.ts'
import { checkSolved } from './solve.ts'
import { checkSpreads } from './spread.ts'
import { checkSquares } from './squares.ts'
import { checkDiluted, checkStakes } from './stakes.ts'
import { checkStandings } from './standings.ts'
import { checkSteps } from './steps.ts'
import { checkStraddled } from './straddled.ts'
import { checkSums } from './sums.ts'
import { checkTabled } from './tabled.ts'
import { checkTaken } from './taken.ts'
import { checkTallied } from './tallied.ts'
import { checkTallies } from './tallies.ts'
import { checkTopped } from './topped.ts'
import { checkTotals } from './totals.ts'
import { checkTwice } from './twice.ts'
import { checkTwins } from './twins.ts'
import { checkUnits } from './units.ts'
import { checkValuation } from './valuation.ts'
import { checkWays } from './ways.ts'
import { checkWeekdays } from './weekdays.ts'
import { checkWeights } from './weights.ts'
import { checkWins } from './wins.ts'
import { checkLists, checkNames } from './words.ts'

// each under the name that `sureness` knows it by
const tableChecks: readonly (readonly [name: string, check: (grid: Grid, desk: AuditDesk) => void])[] = [
  ['slid', checkSlid],
  ['exchanged', checkExchangedCells],
  ['derived', checkDerived],
  ['sums', checkSums],
  ['hundreds', checkHundreds],
  ['impossible', checkScale],
  ['baseline', checkBaseline],
  ['stakes', checkDiluted],
  ['scaled', checkScaled],
  ['made', checkMade],
  ['paired', checkPaired],
  ['relations', checkRelations],
  ['mistyped', checkMistyped],
  ['standings', checkStandings],
  ['enclosed', checkEnclosed],
  ['point', checkPoint],
  ['twins', checkTwins],
  ['cumulated', checkCumulated],
  ['limits', checkLimitCells],
  ['best', checkBest],
  ['cards', checkCardCells],
]

/** Carries out the checks of one table that need no fact base. */
export function checkTable(grid: Grid, desk: AuditDesk): void {
  for (const [name, check] of tableChecks) {
    desk.by = name
    check(grid, desk)
  }
}

type DocumentCheck =
  /** of one paragraph after another, with what stands close before it */
  | { readonly kind: 'paragraphs'; readonly name: string; readonly check: (paragraph: Paragraph) => void }
  | { readonly kind: 'document'; readonly name: string; readonly check: (read: Read, repetition: Repetition) => void }

const each = (name: string, check: (paragraph: Paragraph) => void): DocumentCheck => ({
  kind: 'paragraphs',
  name,
  check,
})
const whole = (name: string, check: (read: Read, repetition: Repetition) => void): DocumentCheck => ({
  kind: 'document',
  name,
  check,
})

// in this order: what one has told of is no matter of those behind it
const documentChecks: readonly DocumentCheck[] = [
  each('growth', checkGrowth),
  each('units', checkUnits),
  each('equations', checkEquations),
  each('restate', checkRestated),
  each('exchange', checkExchange),
  each('totals', checkTotals),
  each('offscale', checkOffscale),
  each('each', checkEach),
  each('chain', checkChain),
  each('changes', checkChanges),
  each('steps', checkSteps),
  each('compound', checkCompound),
  each('series', checkSeries),
  each('valuation', checkValuation),
  whole('weights', checkWeights),
  each('gaps', checkGaps),
  each('directions', checkDirections),
  whole('shares', checkParts),
  each('levels', checkLevels),
  whole('echoes', checkEchoes),
  whole('impossible', checkImpossible),
  whole('inconsistent', checkInconsistent),
  whole('periods', checkCaptions),
  each('periods', checkRates),
  whole('periods', checkHorizons),
  whole('periods', checkSpans),
  whole('dates', checkDates),
  each('words', checkLists),
  whole('words', checkNames),
  whole('schemes', checkSchemes),
  whole('ranks', checkRanks),
  each('spread', checkSpreads),
  whole('rises', checkRises),
  whole('solve', checkSolved),
  whole('apart', checkApart),
  whole('tabled', checkTabled),
  whole('grown', checkGrown),
  whole('twice', checkTwice),
  each('partition', checkPartition),
  each('later', checkLater),
  each('multiples', checkMultiples),
  each('moves', checkMoves),
  each('flows', checkFlows),
  each('beyond', checkBeyond),
  each('ways', checkWays),
  each('against', checkAgainst),
  each('shifts', checkShifts),
  each('topped', checkTopped),
  each('slices', checkSlices),
  each('slices', checkSame),
  each('margins', checkMargins),
  whole('slices', checkPairs),
  each('joint', checkJoint),
  each('joint', checkHalves),
  each('joint', checkOver),
  whole('joint', checkMarket),
  whole('peaks', checkPeaks),
  whole('labelled', checkLabelled),
  whole('only', checkOnly),
  whole('signs', checkSigns),
  whole('places', checkPlaces),
  whole('folds', checkFolds),
  each('accounts', checkAccounts),
  whole('parallel', checkParallel),
  each('compared', checkCompared),
  each('tallies', checkTallies),
  each('products', checkProducts),
  each('rated', checkRated),
  each('significance', checkSignificance),
  each('formed', checkFormed),
  each('ends', checkEnds),
  each('rebased', checkRebased),
  each('respective', checkRespective),
  each('indices', checkIndices),
  whole('exceptions', checkExceptions),
  each('limits', checkLimits),
  each('cards', checkCards),
  whole('order', checkOrder),
  whole('listed', checkListed),
  whole('stakes', checkStakes),
  whole('headline', checkHeadlines),
  whole('pasted', checkPasted),
  whole('fractions', checkFractions),
  whole('parted', checkCounts),
  whole('leads', checkLeads),
  whole('wins', checkWins),
  whole('again', checkAgain),
  whole('weekdays', checkWeekdays),
  whole('counted', checkCounted),
  each('addup', checkAddUp),
  whole('tallied', checkTallied),
  each('straddled', checkStraddled),
  each('balanced', checkBalanced),
  each('bracketed', checkBracketed),
  whole('itemized', checkItemized),
  each('asides', checkAsides),
  each('related', checkRelated),
  each('ofwhole', checkOfWhole),
  whole('proportion', checkProportions),
  whole('addends', checkAddends),
  whole('placed', checkPlaced),
  whole('misquoted', checkMisquoted),
  whole('crowned', checkCrowned),
  whole('taken', checkTaken),
  each('apportioned', checkApportioned),
  whole('between', checkBetween),
  each('differ', checkDiffers),
  whole('durations', checkDurations),
  each('conversions', checkConversions),
  whole('squares', checkSquares),
]

/** The names of all checks that need no fact base, as `sureness.csv` has them. */
export const namesOfChecks: ReadonlySet<string> = new Set([
  ...tableChecks.map(([name]) => name),
  ...documentChecks.map(({ name }) => name),
  // carried out by others
  'bands',
  'portions',
])

/** Carries out the checks of a whole document that need no fact base. */
export function checkDocument(read: Read): void {
  const repetition = repetitionOf(read)
  const before = read.desk.findings.length
  const { desk } = read
  for (const { kind, name, check } of documentChecks) {
    desk.by = name
    if (kind === 'paragraphs') repetition.each(check)
    else check(read, repetition)
  }
  desk.by = ''
  takeBackExcused(read, before)
  // of what is told of surely no doubt is told besides
  for (let n = desk.findings.length - 1; n >= before; n -= 1) {
    const { code, at } = desk.findings[n]!
    if (code === 'audit/near-miss' && desk.isTold(at.start, at.end)) desk.findings.splice(n, 1)
  }
}
