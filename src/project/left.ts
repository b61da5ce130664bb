import { type Diagnostic, type Effects, wholeFile } from '../base/index.ts'
import { report } from './codes.ts'

// what a build writes of a report; other files of the folder are the author's own
const output = /^(?:report\.(?:html|pdf|xlsx)|figure-\d+\.png)$/

/** Tells of files in the folder of a report that an earlier build wrote and this one did not: they say what was true then. */
export async function checkLeft(
  effects: Effects,
  desk: string,
  folder: string,
  written: readonly string[],
): Promise<readonly Diagnostic[]> {
  const left = (await effects.list(`${desk}/${folder}`)).filter((f) => output.test(f) && !written.includes(f))
  if (left.length === 0) return []
  const names = left.map((f) => `\`${f}\``)
  return [
    report(
      'project/left-output',
      {
        en: `${names.join(', ')} of an earlier build ${left.length === 1 ? 'was' : 'were'} not written by this one`,
        zh: `${names.join('、')} 来自较早的构建，本次未写入`,
      },
      { at: wholeFile(folder), hint: { en: 'delete it before the folder is published', zh: '发布该目录前请删除' } },
    ),
  ]
}
