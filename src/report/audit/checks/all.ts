import type { AuditDesk } from '../desk.ts'
import type { Grid } from '../table/grid.ts'
import { checkAccounts } from './accounts.ts'
import { checkAddUp } from './addup.ts'
import { checkAgain } from './again.ts'
import { checkAgainst } from './against.ts'
import { checkApart } from './apart.ts'
import { checkBalanced } from './balanced.ts'
import { checkBaseline } from './baseline.ts'
import { checkBest } from './best.ts'
import { checkBeyond } from './beyond.ts'
import { checkBracketed } from './bracketed.ts'
import { checkCardCells, checkCards } from './cards.ts'
import { checkChain } from './chain.ts'
import { checkChanges } from './changes.ts'
import { checkCompared } from './compared.ts'
import { checkCompound } from './compound.ts'
import { checkCounted } from './counted.ts'
import { checkDates } from './dates.ts'
import { checkDerived } from './derived.ts'
import { checkDirections } from './directions.ts'
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
import { checkFractions } from './fractions.ts'
import { checkGaps } from './gaps.ts'
import { checkGrown } from './grown.ts'
import { checkGrowth } from './growth.ts'
import { checkHeadlines } from './headline.ts'
import { checkHundreds } from './hundreds.ts'
import { checkImpossible, checkScale } from './impossible.ts'
import { checkInconsistent } from './inconsistent.ts'
import type { Paragraph, Read } from './input.ts'
import { checkHalves, checkJoint, checkMarket, checkOver } from './joint.ts'
import { checkLabelled } from './labelled.ts'
import { checkLater } from './later.ts'
import { checkLeads } from './leads.ts'
import { checkLevels } from './levels.ts'
import { checkLimits } from './limits.ts'
import { checkListed } from './listed.ts'
import { checkMade } from './made.ts'
import { checkMargins } from './margins.ts'
import { checkMistyped } from './mistyped.ts'
import { checkMoves } from './moves.ts'
import { checkMultiples } from './multiples.ts'
import { checkOffscale } from './offscale.ts'
import { checkOnly } from './only.ts'
import { checkOrder } from './order.ts'
import { checkPaired } from './paired.ts'
import { type Repetition, repetitionOf } from './paragraphs.ts'
import { checkParallel } from './parallel.ts'
import { checkPartition } from './partition.ts'
import { checkPasted } from './pasted.ts'
import { checkPeaks } from './peaks.ts'
import { checkCaptions, checkHorizons, checkRates, checkSpans } from './periods.ts'
import { checkPlaces } from './places.ts'
import { checkPoint } from './point.ts'
import { checkProducts } from './products.ts'
import { checkRanks } from './ranks.ts'
import { checkRated } from './rated.ts'
import { checkRelations } from './relations.ts'
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
import { checkSolved } from './solve.ts'
import { checkSpreads } from './spread.ts'
import { checkSquares } from './squares.ts'
import { checkDiluted, checkStakes } from './stakes.ts'
import { checkStandings } from './standings.ts'
import { checkSteps } from './steps.ts'
import { checkStraddled } from './straddled.ts'
import { checkSums } from './sums.ts'
import { checkTabled } from './tabled.ts'
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

/** The checks of one table that need no fact base. */
export const tableChecks: readonly ((grid: Grid, desk: AuditDesk) => void)[] = [
  checkExchangedCells,
  checkDerived,
  checkSums,
  checkHundreds,
  checkScale,
  checkBaseline,
  checkDiluted,
  checkScaled,
  checkMade,
  checkPaired,
  checkRelations,
  checkMistyped,
  checkStandings,
  checkEnclosed,
  checkPoint,
  checkTwins,
  checkBest,
  checkCardCells,
]

type DocumentCheck =
  /** of one paragraph after another, with what stands close before it */
  | { readonly kind: 'paragraphs'; readonly check: (paragraph: Paragraph) => void }
  | { readonly kind: 'document'; readonly check: (read: Read, repetition: Repetition) => void }

const each = (check: (paragraph: Paragraph) => void): DocumentCheck => ({ kind: 'paragraphs', check })
const whole = (check: (read: Read, repetition: Repetition) => void): DocumentCheck => ({ kind: 'document', check })

// in this order: what one has told of is no matter of those behind it
const documentChecks: readonly DocumentCheck[] = [
  each(checkGrowth),
  each(checkUnits),
  each(checkEquations),
  each(checkRestated),
  each(checkExchange),
  each(checkTotals),
  each(checkOffscale),
  each(checkEach),
  each(checkChain),
  each(checkChanges),
  each(checkSteps),
  each(checkCompound),
  each(checkSeries),
  each(checkValuation),
  whole(checkWeights),
  each(checkGaps),
  each(checkDirections),
  whole(checkParts),
  each(checkLevels),
  whole(checkEchoes),
  whole(checkImpossible),
  whole(checkInconsistent),
  whole(checkCaptions),
  each(checkRates),
  whole(checkHorizons),
  whole(checkSpans),
  whole(checkDates),
  each(checkLists),
  whole(checkNames),
  whole(checkSchemes),
  whole(checkRanks),
  each(checkSpreads),
  whole(checkRises),
  whole(checkSolved),
  whole(checkApart),
  whole(checkTabled),
  whole(checkGrown),
  whole(checkTwice),
  each(checkPartition),
  each(checkLater),
  each(checkMultiples),
  each(checkMoves),
  each(checkFlows),
  each(checkBeyond),
  each(checkWays),
  each(checkAgainst),
  each(checkShifts),
  each(checkTopped),
  each(checkSlices),
  each(checkSame),
  each(checkMargins),
  whole(checkPairs),
  each(checkJoint),
  each(checkHalves),
  each(checkOver),
  whole(checkMarket),
  whole(checkPeaks),
  whole(checkLabelled),
  whole(checkOnly),
  whole(checkSigns),
  whole(checkPlaces),
  whole(checkFolds),
  each(checkAccounts),
  whole(checkParallel),
  each(checkCompared),
  each(checkTallies),
  each(checkProducts),
  each(checkRated),
  each(checkSignificance),
  each(checkFormed),
  each(checkEnds),
  whole(checkExceptions),
  each(checkLimits),
  each(checkCards),
  whole(checkOrder),
  whole(checkListed),
  whole(checkStakes),
  whole(checkHeadlines),
  whole(checkPasted),
  whole(checkFractions),
  whole(checkLeads),
  whole(checkWins),
  whole(checkAgain),
  whole(checkWeekdays),
  whole(checkCounted),
  each(checkAddUp),
  whole(checkTallied),
  each(checkStraddled),
  each(checkBalanced),
  each(checkBracketed),
  whole(checkSquares),
]

/** Carries out the checks of a whole document that need no fact base. */
export function checkDocument(read: Read): void {
  const repetition = repetitionOf(read)
  const before = read.desk.findings.length
  for (const { kind, check } of documentChecks)
    if (kind === 'paragraphs') repetition.each(check)
    else check(read, repetition)
  takeBackExcused(read, before)
  // of what is told of surely no doubt is told besides
  const { desk } = read
  for (let n = desk.findings.length - 1; n >= before; n -= 1) {
    const { code, at } = desk.findings[n]!
    if (code === 'audit/near-miss' && desk.isTold(at.start, at.end)) desk.findings.splice(n, 1)
  }
}
