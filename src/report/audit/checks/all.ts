import { checkDates } from './dates.ts'
import { checkGrowth } from './growth.ts'
import { checkImpossible } from './impossible.ts'
import { checkInconsistent } from './inconsistent.ts'
import type { Read } from './input.ts'
import { checkPeriods } from './periods.ts'
import { checkSums } from './sums.ts'
import { checkUnits } from './units.ts'
import { checkWords } from './words.ts'

/** The checks of a whole document that need no fact base. */
export const documentChecks: readonly ((read: Read) => void)[] = [
  checkSums,
  checkGrowth,
  checkUnits,
  checkImpossible,
  checkInconsistent,
  checkPeriods,
  checkDates,
  checkWords,
]
