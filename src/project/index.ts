export {
  diffProtocols,
  type Estimate,
  type ExportFormat,
  exportFormats,
  importFormats,
  type Model,
  minimumEffect,
  openModel,
  openSandbox,
  outcomes,
  type Progress,
  type Protocol,
  plainProtocol,
  supportedPlaces,
} from '../lab/index.ts'
export {
  type AuditCoverage,
  claimToJson,
  type Finding,
  findingToJson,
  placeInFile,
  type Reason,
  renderAuditHtml,
  renderAuditXlsx,
  renderClaimReviews,
  withheldWords,
} from '../report/index.ts'
export {
  type Audit,
  type AuditListing,
  type AuditOptions,
  type Auditor,
  audit,
  auditDiagnostics,
  auditListing,
  openAuditor,
  reasonWords,
  refuseFolder,
  refuseLarge,
} from './audit.ts'
export { type AuditHelpers, createAuditHelpers } from './audit-parts.ts'
export {
  type BuildOptions,
  type BuildResult,
  type Built,
  build,
  buildReady,
  type FileHash,
  factsOf,
  prepare,
  type Ready,
} from './build.ts'
export { applyFixes, type Checked, type CheckOptions, type Coverage, check } from './check.ts'
export { codes, report } from './codes.ts'
export { type Config, configFile, isInside, parseConfig } from './config.ts'
export { type Difference, diff } from './diff.ts'
export { type Errata, type Erratum, type ErratumKind, errata, erratumKey } from './errata.ts'
export { type EvalOptions, evaluate, type Ran } from './eval.ts'
export { type CompareOptions, type Comparison, compare, type Pair, type Side } from './eval-compare.ts'
export { type ExportOptions, exportRun } from './eval-export.ts'
export { type Imported, type ImportOptions, importRun } from './eval-import.ts'
export { type Judgement, type JudgeOptions, judge } from './eval-judge.ts'
export { type Result, type ScoreOptions, score } from './eval-score.ts'
export { type Shown, type ShownRun, type ShowOptions, show } from './eval-show.ts'
export { type Spreading, spread, work } from './eval-spread.ts'
export { protocols, tasks } from './eval-tasks.ts'
export { allCodes, codesPage, explain } from './explain.ts'
export { addressOf, type FactsOptions, type FoundFacts, findFacts, headOf } from './facts.ts'
export { init } from './init.ts'
export { type LabMachine, readHeader } from './lab/machine.ts'
export { parquetRows } from './lab/parquet.ts'
export { compileData, type Desk, loadDesk, type Places } from './load.ts'
export { type MarketData, marketData, parseWeekday, type WeekTable, weekTable } from './market.ts'
export { type MemoryEffects, memoryEffects } from './memory.ts'
export { type LoadModule, loadModule, useLoader } from './modules.ts'
export {
  charactersFolder,
  fontFiles,
  isFolder,
  nodeDisk,
  nodeEffects,
  nodeTimer,
  packageFolder,
  packageVersion,
  programHash,
  readFonts,
} from './node.ts'
export { createPdfMaker, createPdfMakers, type PdfMaker, renderPdf } from './pdf.ts'
export { servePdf } from './pdf-thread.ts'
export { createPngMaker, type PngMaker } from './png.ts'
export { type Asking, askPolicy } from './policy/ask.ts'
export { type CalcOptions, calcPolicy, type PolicyResults } from './policy/calc.ts'
export { type ClaimsFile, readClaims } from './policy/claims.ts'
export { diffPolicy, type PolicyDiff, whatIf } from './policy/diff.ts'
export { explainPolicy } from './policy/explain.ts'
export { listPolicies, loadPolicy, type PolicyFile } from './policy/load.ts'
export { type PolicyRun, type RunOptions, runPolicy } from './policy/run.ts'
export { type PolicyTested, testPolicies } from './policy/test.ts'
export {
  amountWords,
  modalityWords,
  type PolicyBasis,
  type PolicyDescription,
  type PolicyResult,
  partsText,
  shownWords,
  type TraceStep,
} from './policy/words.ts'
export { compileRules, rulesBeside } from './publishing.ts'
export { type HorizonResult, loadSchemes, type RatingOptions, type Ratings, ratings } from './ratings.ts'
export { recallCheck, type Told } from './recall.ts'
export { type CompiledEdition, compileEdition, compileText, type Edition, listEditions } from './reports.ts'
export { type RuleList, rules } from './rules.ts'
export { factsBeside } from './shipped.ts'
export { type StoredWeekRow, type TopOptions, topWeek } from './top.ts'
export { type Stored, storeFeed, type UsedLake } from './warehouse.ts'
export { createWatcher, type Watcher } from './watch.ts'
