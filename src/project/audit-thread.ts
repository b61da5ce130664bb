import { type AuditDesk, auditAhead, type Division, divide, openAudit } from '../report/index.ts'
import { type Auditor, openAuditor } from './audit.ts'
import { unpackExtract } from './audit-extract.ts'
import {
  finish,
  type HelperAnswer,
  type HelperQuestion,
  memoryOf,
  packAhead,
  type Shared,
  takeParts,
} from './audit-parts.ts'
import { nodeEffects, serveThread, type Told } from './node.ts'
import { factsBeside } from './shipped.ts'

interface Document {
  readonly division: Division
  readonly desk: AuditDesk
  readonly shared: Shared
  readonly isWritten: boolean
}

/** Audits, in a thread of its own, the parts of a document that it takes, and tells each as it is done. */
export function serveAudit(): void {
  let auditor: Promise<Auditor> | undefined
  let document: Promise<Document> | undefined
  const open = async ({
    extract: packed,
    known,
    shared,
    isWritten,
  }: Extract<HelperQuestion, { kind: 'document' }>): Promise<Document> => {
    const extract = unpackExtract(packed)
    const { inputOf } = await auditor!
    return { division: divide(extract), desk: openAudit(inputOf(extract, known)), shared, isWritten }
  }
  serveThread(async (asked: HelperQuestion, tell: Told<HelperAnswer>): Promise<HelperAnswer> => {
    switch (asked.kind) {
      case 'open': {
        const { places } = asked
        const { desk, data, compiled } = places
        const made = compiled === undefined ? [] : [compiled, factsBeside(compiled, 'audit')]
        auditor = openAuditor(nodeEffects([desk, data, ...made]), places)
        await auditor
        return null
      }
      case 'document': {
        document = open(asked)
        await document
        return null
      }
      case 'share': {
        const { supposed } = asked
        const { division, desk, shared, isWritten } = await document!
        const next = takeParts(shared, supposed.length)
        for (let n = next(); n < supposed.length; n = next()) {
          const packed = packAhead(finish(auditAhead(division, n, supposed[n]!, desk), shared, isWritten))
          tell([n, packed], memoryOf(packed))
        }
        return null
      }
    }
  })
}
