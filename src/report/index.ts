export { auditAhead, supposeCourses } from './audit/ahead.ts'
export {
  type Ahead,
  type AuditCoverage,
  type Audited,
  auditDocument,
  type Conclusion,
  countAhead,
  openConclusion,
} from './audit/audit.ts'
export { createCards } from './audit/cards.ts'
export {
  type AuditInput,
  type Claim,
  type Edit,
  type Finding,
  type Place,
  type Reason,
  type Repair,
  reasons,
  type Verdict,
  type Witness,
} from './audit/claim.ts'
export { type AuditCode, auditCodes, auditReport } from './audit/codes.ts'
export { createCues } from './audit/cues.ts'
export { type AuditDesk, openAudit } from './audit/desk.ts'
export { createForms, faultOfForm } from './audit/forms.ts'
export { createLimits } from './audit/limits.ts'
export { createNames, type Names, type Trigger } from './audit/names.ts'
export { createParameters } from './audit/parameters.ts'
export { type Course, type Division, divide } from './audit/part.ts'
export { placeInFile } from './audit/place.ts'
export { createReading, inOwnLetters, plainExtract, type Reading } from './audit/plain.ts'
export { renderClaimReviews } from './audit/render/claim-review.ts'
export { renderAuditHtml } from './audit/render/html.ts'
export { claimToJson, findingToJson } from './audit/render/json.ts'
export { renderAuditXlsx } from './audit/render/sheets.ts'
export { withheldWords } from './audit/render/withheld.ts'
export { createSureness, faultOfSureness } from './audit/sureness.ts'
export { type Listing, openWriting, writeAhead } from './audit/written.ts'
export { codes } from './codes.ts'
export { type Compiled, type CompileInput, compile, type Publishing } from './compile.ts'
export { evidenceEntries, evidenceOf } from './evidence.ts'
export { renderHtml } from './html/page.ts'
export { type ComparisonWord, createLexicon, type Lexicon } from './lexicon.ts'
export type { Memory } from './memory.ts'
export { namingOf } from './naming.ts'
export { createPdfRenderer, type PdfInput, type PdfRenderer, pdfInput, readCoverage } from './pdf/index.ts'
export { subsetFont } from './png/font.ts'
export { figurePictures, type Picture } from './png/picture.ts'
export { aiJson, markedBy } from './publish/ai.ts'
export { publishCodes, publishReport } from './publish/codes.ts'
export type { Past, Publisher, RatingLog } from './publish/input.ts'
export { markFinding, markOutput, readRecord } from './publish/mark.ts'
export {
  firmRules,
  type Profile,
  type PublishResult,
  type PublishRule,
  parsePack,
  profiles,
  rulesFor,
} from './publish/rule.ts'
export { publishChecks } from './publish/run.ts'
export { createWordLists, type WordLists } from './publish/wording.ts'
export type {
  Axis,
  Binding,
  Block,
  Cell,
  Chart,
  Column,
  Document,
  FigureBlock,
  Front,
  Inline,
  Mark,
  Naming,
  NumberInline,
  Row,
  Series,
  SourceName,
  TableBlock,
  Theme,
} from './tree.ts'
export { trendFindings } from './trend.ts'
export { allBlocks, exhibitsOf } from './walk.ts'
export { renderXlsx, sheetsOf } from './xlsx/render.ts'
