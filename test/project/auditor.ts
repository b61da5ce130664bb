import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Auditor, nodeEffects, openAuditor } from '../../src/project/index.ts'
import { root } from '../layout.ts'

/** An auditor of the shipped facts alone, in an empty folder, opened before the tests of a file and away after them. */
export function sharedAuditor(): () => { readonly auditor: Auditor; readonly folder: string } {
  const data = join(root, 'data')
  const compiled = join(root, 'dist/shipped.json')
  let auditor: Auditor
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-auditor-'))
    auditor = await openAuditor(nodeEffects([data, compiled]), { desk: folder, data, compiled })
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  return () => ({ auditor, folder })
}
