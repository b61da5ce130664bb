import { auditAhead, divide, openAudit } from '../report/index.ts'
import { type Auditor, openAuditor } from './audit.ts'
import { countParts, type HelperAnswer, type HelperQuestion, packAhead } from './audit-parts.ts'
import { nodeEffects, serveThread } from './node.ts'

/** Audits, in a thread of its own, the parts of a document that it takes. */
export function serveAudit(): void {
  let auditor: Promise<Auditor> | undefined
  serveThread(async (asked: HelperQuestion): Promise<HelperAnswer> => {
    if (asked.kind === 'open') {
      const { places } = asked
      const roots = [places.desk, places.data, places.compiled ?? places.data]
      auditor = openAuditor(nodeEffects(roots), places)
      await auditor
      return new Map()
    }
    const input = (await auditor!).inputOf(asked.extract, asked.known)
    const division = divide(asked.extract)
    return packAhead(auditAhead(division, asked.supposed, countParts(asked.next), openAudit(input)))
  })
}
