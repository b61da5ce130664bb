export {
  type CsvCell,
  type CsvFault,
  formatCsv,
  longestCell,
  scanCsv,
  spanner,
} from './csv.ts'
export { type ByteCells, byteScanner, cellText } from './csv-bytes.ts'
export {
  addDays,
  closedPeriod,
  type Day,
  dayCount,
  dayNumber,
  firstDay,
  isDay,
  isPeriod,
  lastDay,
  type Period,
} from './day.ts'
export {
  type Decimal,
  decimal,
  exponentOfTen,
  figures,
  isDecimal,
  plain,
  powerOfTen,
  type Rounding,
  round,
  toNumber,
} from './decimal.ts'
export {
  AssayError,
  type CodeEntry,
  type CodeTable,
  type Diagnostic,
  type Extra,
  type Fix,
  type Found,
  hasErrors,
  type Lang,
  type Related,
  reporter,
  type Severity,
  type Words,
} from './diagnostic.ts'
export type { Appender, Disk, Effects, FileBytes, Lock, NewFile, OpenFile, Timer } from './effects.ts'
export {
  type Extract,
  type ExtractBlock,
  type ExtractBox,
  type ExtractCell,
  type ExtractPage,
  type ExtractProse,
  type ExtractTable,
  ExtractWriter,
  type FileLine,
  type Format,
  fileLineAt,
  type Unread,
} from './extract.ts'
export { append, largest, smallest } from './extreme.ts'
export { type Sieve, sieveOf } from './grammar/hint.ts'
export type { KnownNames } from './grammar/known.ts'
export { literalsOf } from './grammar/literals.ts'
export { type Mask, type MaskKind, maskNonClaims } from './grammar/mask.ts'
export { formatAmount } from './grammar/print.ts'
export type { UnitWords } from './grammar/reading.ts'
export { parseScaledUnit, type ScaledUnit } from './grammar/scaled.ts'
export { findMentions, parseAmount, type ScanOptions } from './grammar/scan.ts'
export { wordNumber } from './grammar/single.ts'
export { usual as boundWords } from './grammar/words.ts'
export { escapeHtml, type Html, html, trusted } from './html.ts'
export {
  add,
  contains,
  divide,
  type Interval,
  interval,
  isPoint,
  multiply,
  negate,
  type Order,
  order,
  overlaps,
  point,
  subtract,
} from './interval.ts'
export { type Chunks, type Line, readLines } from './lines.ts'
export { lower } from './lower.ts'
export { editDistance, nearest } from './nearest.ts'
export type { Mention, Style } from './number.ts'
export { plural } from './plural.ts'
export { type Amount, aboutShare, amountInterval, type Bound, bounds, nearlyShare } from './quantity.ts'
export { type Random, random, shuffled } from './random.ts'
export { impliedItems, isReachable, itemsOfHalfWidth, reach } from './score/reach.ts'
export { isLead, newcombe, type ShareInterval, wilson, z95 } from './score/wilson.ts'
export { formatSpan, lineAt, lineStarts, type Span, spanOf, wholeFile } from './span.ts'
export { isRecord, readSpec, type Spec, type SpecFault, settingList, settingText } from './spec.ts'
export { combineUnits, conversion, isUnit, type Unit, type Units, unitFromRow, unitTable } from './unit.ts'
export { parseYaml, type YamlText } from './yaml.ts'
export { isUnzipped, openZip, type Unzipped, unzip, type ZipPart, zip } from './zip.ts'
