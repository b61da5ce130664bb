import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { root } from './layout.ts'

// what takes longest, as measured; those that wait for other programs stand between those that reckon
const longest = [
  'browser/weekly',
  'project/warehouse',
  'lab/sandbox',
  'project/weekly',
  'codes',
  'project/licensed',
  'project/audit',
  'project/blocks',
  'lab/conformance',
  'lab/spread',
  'lab/contained',
  'lab/endpoint',
  'project/ahead',
  'policy/properties',
  'project/written',
  'project/mutation',
  'base/numbers',
  'report/pdf',
  'docs',
  'sockets',
]

/** Begins with the files that take longest, so that no thread is left with one of them at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.indexOf(relative(`${root}/test`, moduleId).replace(/\.test\.ts$/, ''))
      return at === -1 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
