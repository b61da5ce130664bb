import type { AuditDesk } from '../desk.ts'
import type { Grid } from '../table/grid.ts'
import { checkChanges } from './changes.ts'
import { checkCompound } from './compound.ts'
import { checkDates } from './dates.ts'
import { checkDerived } from './derived.ts'
import { checkEach } from './each.ts'
import { checkEchoes } from './echoes.ts'
import { checkEquations } from './equations.ts'
import { checkGaps } from './gaps.ts'
import { checkGrowth } from './growth.ts'
import { checkImpossible, checkScale } from './impossible.ts'
import { checkInconsistent } from './inconsistent.ts'
import type { Read } from './input.ts'
import { checkLevels } from './levels.ts'
import { checkLimits } from './limits.ts'
import { checkOffscale } from './offscale.ts'
import { checkPeriods } from './periods.ts'
import { checkRanks } from './ranks.ts'
import { checkRestated } from './restate.ts'
import { checkSchemes } from './schemes.ts'
import { checkSeries } from './series.ts'
import { checkParts } from './shares.ts'
import { checkSolved } from './solve.ts'
import { checkSpreads } from './spread.ts'
import { checkSums } from './sums.ts'
import { checkTotals } from './totals.ts'
import { checkUnits } from './units.ts'
import { checkValuation } from './valuation.ts'
import { checkWeights } from './weights.ts'
import { checkWords } from './words.ts'

/** The checks of one table that need no fact base. */
export const tableChecks: readonly ((grid: Grid, desk: AuditDesk) => void)[] = [checkDerived, checkSums, checkScale]

/** The checks of a whole document that need no fact base. */
export const documentChecks: readonly ((read: Read) => void)[] = [
  checkGrowth,
  checkUnits,
  checkEquations,
  checkRestated,
  checkTotals,
  checkOffscale,
  checkEach,
  checkChanges,
  checkCompound,
  checkSeries,
  checkValuation,
  checkWeights,
  checkGaps,
  checkParts,
  checkLevels,
  checkEchoes,
  checkImpossible,
  checkInconsistent,
  checkPeriods,
  checkDates,
  checkWords,
  checkSchemes,
  checkRanks,
  checkSpreads,
  checkSolved,
  checkLimits,
]
