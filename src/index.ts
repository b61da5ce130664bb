export * from './base/index.ts'
export {
  computeFacts,
  createRegistry,
  createStore,
  defineFact,
  derive,
  type Fact,
  factAddress,
  type Registry,
  type Store,
} from './facts/index.ts'
export {
  audit,
  build,
  check,
  codesPage,
  compileData,
  createPdfMaker,
  createPdfMakers,
  createWatcher,
  diff,
  findFacts,
  fontFiles,
  init,
  loadDesk,
  memoryEffects,
  nodeEffects,
  openAuditor,
  readFonts,
} from './project/index.ts'
export { compile, type Document, renderHtml, renderXlsx } from './report/index.ts'
