import {
  AssayError,
  type Diagnostic,
  type Effects,
  type Lang,
  nearest,
  type Span,
  type Words,
  wholeFile,
} from '../base/index.ts'
import { type Compiled, compile, type Memory, type Past } from '../report/index.ts'
import { decodeText, report as sourceFinding } from '../sources/index.ts'
import { report } from './codes.ts'
import type { Desk } from './load.ts'

/** A report's text: one language of one issue. */
export interface Edition {
  /** the issue: the name of its folder, usually a day */
  readonly issue: string
  readonly lang: Lang
  /** path from the desk */
  readonly file: string
}

/** The editions of all reports of a desk, in order; with `wanted`, only those of the issues or files named. */
export async function listEditions(
  effects: Effects,
  desk: Desk,
  wanted: readonly string[] = [],
): Promise<readonly Edition[]> {
  const root = desk.config.reports
  const files = await effects.list(`${desk.places.desk}/${root}`)
  const all = files.flatMap((name): readonly Edition[] => {
    const match = /^(.+)\/index(?:\.(zh|en))?\.md$/.exec(name)
    if (match === null) return []
    return [{ issue: match[1]!, lang: (match[2] as Lang | undefined) ?? desk.config.lang, file: `${root}/${name}` }]
  })
  if (wanted.length === 0) return all
  const issues = [...new Set(all.map((e) => e.issue))]
  // a shell completes paths: `reports/2024-07-28/` names an issue too, and a file its edition
  const names = wanted.map((w) => w.replace(/^\.\//, '').replace(`${root}/`, '').replace(/\/$/, ''))
  const isNamed = (e: Edition, name: string) => e.issue === name || e.file === `${root}/${name}`
  for (const [i, name] of names.entries())
    if (!all.some((e) => isNamed(e, name))) throw unknownReport(wanted[i]!, issues)
  return all.filter((e) => names.some((name) => isNamed(e, name)))
}

function unknownReport(name: string, issues: readonly string[]): AssayError {
  const near = nearest(name, issues)
  const list = (near.length > 0 ? near : issues.slice(-3)).map((i) => `\`${i}\``).join(', ')
  return new AssayError([
    report(
      'project/no-report',
      { en: `there is no report \`${name}\``, zh: `没有报告 \`${name}\`` },
      list === '' ? {} : { hint: { en: `use one of ${list}`, zh: `可选用 ${list}` } },
    ),
  ])
}

/** An edition with what compiling it gave; `compiled` is `null` when its bytes are no text. */
export interface CompiledEdition {
  readonly edition: Edition
  readonly text: string
  readonly compiled: Compiled | null
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The edition read and compiled against the desk; what was built before is read through `unseen`, as it is no input.
 *
 * `memory` holds blocks that were bound against the same state of the desk.
 */
export async function compileEdition(
  effects: Effects,
  desk: Desk,
  edition: Edition,
  unseen: Effects = effects,
  memory?: Memory,
): Promise<CompiledEdition> {
  const bytes = await effects.read(`${desk.places.desk}/${edition.file}`)
  if (bytes === null) return { edition, text: '', compiled: null, diagnostics: [outside(edition.file)] }
  const decoded = decodeText(edition.file, bytes)
  if (decoded.value === null) return { edition, text: '', compiled: null, diagnostics: decoded.diagnostics }
  return compileText(desk, edition, decoded.value, await pastOf(unseen, desk, edition, decoded.value), memory)
}

// it was listed and cannot be read: a link whose end lies outside, or nowhere
function outside(file: string): Diagnostic {
  const words = { en: `\`${file}\` leaves the desk`, zh: `\`${file}\` 超出工作台目录` }
  return sourceFinding('sources/outside-desk', words, { at: wholeFile(file) })
}

async function pastOf(effects: Effects, desk: Desk, edition: Edition, text: string): Promise<Past> {
  const { config, places } = desk
  const none: Past = { reports: null, name: edition.issue, ai: null, today: effects.now().slice(0, 10) }
  if (config.publisher.profile === '') return none
  const built = await effects.read(`${places.desk}/${config.out}/${edition.issue}/${edition.lang}/manifest.json`)
  // a folder is looked through only for a report that names another
  const all = /^corrects:/m.test(text) ? await listEditions(effects, desk) : null
  return { ...none, reports: all === null ? null : [...new Set(all.map((e) => e.issue))], ai: aiOf(built) }
}

// what another program or a person has written there is passed over
function aiOf(manifest: Uint8Array | null): Past['ai'] {
  if (manifest === null) return null
  try {
    const { ai } = JSON.parse(new TextDecoder().decode(manifest)) as { ai?: { marked?: unknown } }
    return ai === undefined ? null : { marked: Number(ai.marked) || 0 }
  } catch {
    return null
  }
}

/** The edition compiled from `text`, whatever its file says. */
export function compileText(desk: Desk, edition: Edition, text: string, past?: Past, memory?: Memory): CompiledEdition {
  const { store, registry, lexicon, config, damage, publishing, theme } = desk
  const compiled = compile({
    file: edition.file,
    text,
    lang: edition.lang,
    store,
    registry,
    lexicon,
    publishing,
    theme,
    ...(past === undefined ? {} : { past }),
    ...(memory === undefined ? {} : { memory }),
  })
  const diagnostics = compiled.document.diagnostics.map((d) => {
    const severity = config.severity.get(d.code)
    const told = d.code === 'facts/unknown-address' && damage !== null ? { ...d, hint: mendFirst(damage) } : d
    return severity === undefined ? told : { ...told, severity }
  })
  return { edition, text, compiled, diagnostics }
}

// what the table lost may be the very fact that is looked for
function mendFirst({ file, line }: Span): Words {
  return {
    en: `mend \`${file}:${line}\` first: the fact may stand there`,
    zh: `请先修正 \`${file}:${line}\`，该事实可能就在其中`,
  }
}
