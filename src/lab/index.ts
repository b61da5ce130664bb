export { codes, report } from './codes.ts'
export { numbered } from './dataset/numbered.ts'
export { formatOf, type ReadRow, type RowFormat, readRows } from './dataset/rows.ts'
export { factOf, labSource, logOf, printedScore } from './facts.ts'
export { bareSample, candidateProtocols, lacksOf, ownNames, sampleOf } from './import/choose.ts'
export { predictionFiles, withoutAnswered } from './import/files.ts'
export { fitProtocol, keepingThoughts, type Placed } from './import/fit.ts'
export { guessFormat, type ImportFormat, importFormats, merged, type Prediction } from './import/prediction.ts'
export { readPredictions } from './import/read.ts'
export { readLog } from './log/read.ts'
export { type RunHeader, type RunResult, runFiles, type SampleRecord } from './log/record.ts'
export { Fingerprints, Seen } from './log/seen.ts'
export { batch, createLogWriter, type LogWriter } from './log/write.ts'
export { reduced } from './metric/epochs.ts'
export type { LengthSummary, Spread } from './metric/length.ts'
export { type Scored, type Summary, Tally } from './metric/tally.ts'
export { createMock, type MockAnswer, type MockRule, type MockScript, mockScripts } from './models/mock.ts'
export type {
  Capabilities,
  Capability,
  Failure,
  FailureKind,
  Finish,
  Hint,
  Message,
  Model,
  Output,
  Reply,
  Request,
  ToolCall,
  ToolSpec,
  Usage,
} from './models/model.ts'
export { lacking, type ModelSpec, openModel } from './models/open.ts'
export { canonicalJson } from './protocol/canonical.ts'
export {
  comparable,
  defineProtocol,
  diffProtocols,
  type Protocol,
  type ProtocolDifference,
  plainProtocol,
  protocolHash,
} from './protocol/protocol.ts'
export { type Cache, type CacheLine, createCache, isKept } from './run/cache.ts'
export { type Budget, type Generated, generate, type Progress } from './run/generate.ts'
export { scoreRecord } from './run/outcome.ts'
export { type Asked, Queue, type QueueOptions, usualQueue } from './run/queue.ts'
export { recordedProtocol, recordedRule } from './run/recorded.ts'
export { type Agreement, type RunScores, type ScoreRecord, scoreRun, type Tokenizer } from './run/score.ts'
export { clustered, type Estimate, macro, share, supportedPlaces, tInterval } from './statistics/estimate.ts'
export { passAtK, passHatK } from './statistics/passk.ts'
export { normalQuantile, studentQuantile } from './statistics/quantile.ts'
export { findProtocol, findTask, taskIds } from './task/registry.ts'
export {
  defineTask,
  type FileDataset,
  type GeneratedDataset,
  isUnresolved,
  type Outcome,
  outcomes,
  type Row,
  type Sample,
  type Score,
  say,
  type Task,
} from './task/task.ts'
export { type Executed, type Limit, type Program, type Sandbox, type Tools, turnBreak } from './task/tools.ts'

/** The sandbox that works on this machine; loaded when code is to run. */
export async function openSandbox(wanted: 'auto' | 'bubblewrap' | 'docker' | 'podman' | 'none') {
  return (await import('./sandbox.ts')).openSandbox(wanted)
}
export {
  type ExportFormat,
  everyEvalEverLine,
  everyEvalEverSummary,
  exportFormats,
  inspectHead,
  inspectSample,
  lmEvalLine,
} from './export/formats.ts'
export { openScripts, type RunScript, type ScriptLimit, type ScriptResult, usualLimit } from './script.ts'
export { pairedBootstrap } from './statistics/bootstrap.ts'
export { minimumEffect } from './statistics/effect.ts'
export { holm } from './statistics/holm.ts'
export { mcnemar } from './statistics/mcnemar.ts'
export { createOwnTask, type OwnTask } from './task/own.ts'
