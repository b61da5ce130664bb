export { type Answer, type AnswerOptions, answerClaim } from './answer.ts'
export { type Basis, basisOf, type Unverified } from './basis.ts'
export { cellReader, type Loaded, type Paid, Programs, payAll, stateFor, type Tally } from './batch.ts'
export {
  type Amount,
  type Calculated,
  type Calculation,
  calculate,
  calculateOne,
  type Part,
  type RawRecord,
  type Result,
  startCalculation,
} from './calculate.ts'
export { checkPolicy, checkQuotes, checkTexts } from './check.ts'
export { codes, report } from './codes.ts'
export { missingColumns } from './columns.ts'
export { type Comparison, compareSides, type Side, withChange } from './compare.ts'
export { partsText } from './compile.ts'
export { type Description, describedNames, describePolicy } from './describe.ts'
export { amountText, type Tested, type Tried, testPolicy } from './examples.ts'
export { type PolicyFacts, policyFacts } from './facts.ts'
export { parentOf, parsePolicy } from './parse.ts'
export { jsonPlace } from './place.ts'
export { commonFields, type Path } from './role.ts'
export { ByteRow, type Row, valueRow } from './row.ts'
export { type Batch, startBatch, type Totals } from './table.ts'
export { formula } from './text.ts'
export type { Shown, TraceStep } from './trace.ts'
export type { Modality, Policy } from './tree.ts'
