export { closedIn, fieldKeys, isDiagnostic, parseAddress, type Query } from './address.ts'
export { checkFacts, unknownUnitHint } from './check.ts'
export { formatFactsCsv } from './codec/csv.ts'
export { factToJson, formatFactsJson, parseFactsJson } from './codec/json.ts'
export {
  type FactRow,
  type FieldFault,
  factColumns,
  factFromRow,
  printedDecimals,
  readValue,
  rowFromFact,
} from './codec/row.ts'
export { formatFactsXbrl, parseFactsXbrl } from './codec/xbrl.ts'
export { codes, report } from './codes.ts'
export { computeFacts } from './compute.ts'
export { asKnown, classify, type Duplicates, type Group, spokesman } from './conflict.ts'
export { type Compared, type Derived, type DeriveOptions, derive } from './derive.ts'
export { type Change, changeKinds, diffFacts } from './diff.ts'
export { type Aggregate, type Expression, isExpression, parseExpression, type Relation } from './expression.ts'
export {
  defineFact,
  type Evidence,
  type EvidenceKind,
  escapeValue,
  evidenceKinds,
  type Fact,
  type FactDraft,
  factAddress,
  factInterval,
  factKey,
  type Scope,
  sortScope,
  type Value,
} from './fact.ts'
export { describe, formatValue, title } from './name.ts'
export { compareFacts } from './rank.ts'
export {
  createRegistry,
  type Entity,
  emptyRegistry,
  foldName,
  type Measure,
  type Registry,
  type RegistryRows,
  type ScopeName,
  type Source,
} from './registry.ts'
export { createStore, type Resolved, type Store } from './store.ts'
