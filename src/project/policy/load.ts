import { AssayError, append, type Day, type Diagnostic, type Effects, hasErrors, nearest } from '../../base/index.ts'
import { checkPolicy, checkQuotes, checkTexts, type Policy, parentOf, parsePolicy, report } from '../../policy/index.ts'
import { decodeText } from '../../sources/index.ts'
import type { Places } from '../load.ts'

/** A policy that was read, with what was found in its files. */
export interface LoadedPolicy {
  readonly policy: Policy
  readonly diagnostics: readonly Diagnostic[]
  /** the day from which the act that was asked for is known, where a policy was named by an act */
  readonly act: { readonly id: string; readonly public: Day } | null
}

/** A file that holds a policy. */
export interface PolicyFile {
  readonly path: string
  /** as a reader is shown it: from the desk, or `assay:data/…` */
  readonly shown: string
  readonly id: string
  readonly names: readonly string[]
  readonly acts: readonly string[]
  readonly text: string
}

const head = /^[ \t]*(?:policy|政策)[ \t]+(\S+)[ \t]*$/m

/** The policies of the desk and those that ship with the package; of two with one id the desk's comes first. */
export async function listPolicies(effects: Effects, places: Places): Promise<readonly PolicyFile[]> {
  const folders = [
    { folder: `${places.desk}/policies`, shown: 'policies' },
    { folder: `${places.data}/policies`, shown: 'assay:data/policies' },
  ]
  const found: PolicyFile[] = []
  // when the shipped facts are compiled, the shipped data are all that there is
  for (const { folder, shown } of places.desk === places.data ? folders.slice(1) : folders)
    for (const name of await effects.list(folder))
      if (name.endsWith('.md')) append(found, await readFile(effects, `${folder}/${name}`, `${shown}/${name}`, name))
  return found
}

const actLine = /^[ \t]*(?:act|文件)[ \t]+(\S+)[ \t]*$/m

async function readFile(effects: Effects, path: string, shown: string, name: string): Promise<readonly PolicyFile[]> {
  const bytes = await effects.read(path)
  const text = bytes === null ? null : decodeText(shown, bytes).value
  const id = text === null ? null : (head.exec(text)?.[1] ?? null)
  if (text === null || id === null) return []
  const also = /^[ \t]+(?:also|别名)[ \t]+(.+)$/m.exec(text)?.[1]?.split(/\s*[,，、]\s*/) ?? []
  const acts = text.split('\n').flatMap((line) => actLine.exec(line)?.[1] ?? [])
  return [{ path, shown, id, names: [...also, name.slice(0, -'.md'.length)], acts, text }]
}

/**
 * The policy that `name` names: its id or another of its names, the path of a file, or an act of it.
 *
 * @throws AssayError policy/unknown-policy when there is none, and what was found in its files when they cannot be used
 */
export async function loadPolicy(effects: Effects, places: Places, name: string): Promise<LoadedPolicy> {
  const loaded = await tryPolicy(effects, places, name)
  if (hasErrors(loaded.diagnostics)) throw new AssayError(loaded.diagnostics)
  return loaded
}

/**
 * The same, with the findings of its files instead of an error when they cannot be used; `looked` says which files are
 * checked at all.
 */
export async function tryPolicy(
  effects: Effects,
  places: Places,
  name: string,
  looked: (file: string) => boolean = () => true,
): Promise<LoadedPolicy> {
  const files = await listPolicies(effects, places)
  const path = /\.md$/.test(name)
    ? await readFile(effects, name.startsWith('/') ? name : `${places.desk}/${name}`, name, name)
    : []
  const bare = name.replace(/\.md$/, '').replace(/^policies\//, '')
  const file =
    path[0] ??
    files.find((f) => f.id === bare) ??
    files.find((f) => f.names.includes(bare)) ??
    byEnd(files, bare) ??
    byAct(files, bare)
  if (file === undefined) throw new AssayError([noPolicy(name, files)])
  const { policy, diagnostics } = await readWhole(effects, file, files, [])
  const texts = await storedTexts(effects, places, policy, [...files, file])
  const act = file.id !== bare && !file.names.includes(bare) ? policy.acts.get(bare) : undefined
  const quotes = [...checkTexts(policy, (id) => texts.has(id)), ...checkQuotes(policy, (id) => texts.get(id) ?? null)]
  const found = [...diagnostics, ...checkPolicy(policy, looked), ...quotes.filter((d) => looked(d.at?.file ?? ''))]
  return { policy, diagnostics: found, act: act === undefined ? null : { id: act.id, public: act.public } }
}

function byEnd(files: readonly PolicyFile[], name: string): PolicyFile | undefined {
  const found = files.filter((f) => f.id.endsWith(`/${name}`))
  return found.length === 1 ? found[0] : undefined
}

function byAct(files: readonly PolicyFile[], name: string): PolicyFile | undefined {
  return files.find((f) => f.acts.includes(name))
}

function noPolicy(name: string, files: readonly PolicyFile[]): Diagnostic {
  const known = files.map((f) => f.id)
  const near = nearest(name, [...known, ...files.flatMap((f) => f.names)])[0]
  const list = known.map((k) => `\`${k}\``)
  const hint =
    near === undefined
      ? { en: `use one of ${list.join(', ')}, or the path of a file`, zh: `可用 ${list.join('、')}，或文件路径` }
      : { en: `use \`${near}\``, zh: `可用 \`${near}\`` }
  return report('policy/unknown-policy', { en: `there is no policy \`${name}\``, zh: `没有政策 \`${name}\`` }, { hint })
}

async function readWhole(
  effects: Effects,
  file: PolicyFile,
  files: readonly PolicyFile[],
  above: readonly string[],
): Promise<{ readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] }> {
  const name = parentOf(file.text)
  const parent = name === '' || above.includes(name) ? undefined : files.find((f) => f.id === name && f !== file)
  if (name !== '' && parent === undefined) throw new AssayError([noPolicy(name, files)])
  const base = parent === undefined ? null : await readWhole(effects, parent, files, [...above, file.id])
  const read = parsePolicy(file.shown, file.text, base?.policy, above.length === 0)
  return { policy: read.value, diagnostics: [...(base?.diagnostics ?? []), ...read.diagnostics] }
}

// texts lie beside the rule file that names them, or under the desk's sources
async function storedTexts(
  effects: Effects,
  places: Places,
  policy: Policy,
  files: readonly PolicyFile[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const act of policy.acts.values()) {
    if (act.text === '' || act.text.startsWith('/') || act.text.split('/').includes('..')) continue
    const file = files.find((f) => f.shown === act.at.file)
    const folder = file === undefined ? places.desk : file.path.slice(0, file.path.lastIndexOf('/'))
    const bytes = (await effects.read(`${folder}/${act.text}`)) ?? (await effects.read(`${places.desk}/${act.text}`))
    const text = bytes === null ? null : decodeText(act.text, bytes).value
    if (text !== null) texts.set(act.id, text)
  }
  return texts
}
