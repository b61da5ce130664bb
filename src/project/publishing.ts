import type { Diagnostic, Effects, Found } from '../base/index.ts'
import type { Registry } from '../facts/index.ts'
import { parseScheme } from '../market/index.ts'
import {
  createWordLists,
  type Publisher,
  type Publishing,
  type PublishRule,
  parsePack,
  publishChecks,
} from '../report/index.ts'
import { readRows, type TextRow } from '../sources/index.ts'

/** Where rules and schemes are looked for. */
export interface RulePlaces {
  readonly desk: string
  /** folder of the shipped tables */
  readonly data: string
}

/** What binds the publisher of a desk; nothing is read for one without a profile. */
export async function loadPublishing(
  effects: Effects,
  places: RulePlaces,
  publisher: Publisher,
  registry: Registry,
): Promise<Found<Publishing>> {
  const none: Publishing = {
    publisher,
    rules: [],
    words: new Map(),
    sourceClass: (id) => registry.source(id)?.class ?? '',
    archived: (id) => (registry.source(id)?.sha256 ?? '') !== '' && (registry.source(id)?.file ?? '') !== '',
    schemeFaults: () => null,
  }
  if (publisher.profile === '') return { value: none, diagnostics: [] }
  const rules = await loadRules(effects, places)
  const words: TextRow[] = []
  for (const file of [`${places.data}/rules/words.csv`, `${places.desk}/rules/words.csv`]) {
    const bytes = await effects.read(file)
    if (bytes !== null) readRows(file, new TextDecoder().decode(bytes), {}, (placed) => words.push(placed.row))
  }
  const schemes = await schemesOf(effects, places)
  const value = {
    ...none,
    rules: rules.value,
    words: createWordLists(words),
    schemeFaults: (scheme: string) => schemes.get(scheme) ?? null,
  }
  return { value, diagnostics: rules.diagnostics }
}

/** The rules that ship with the package and those of the desk, which replace shipped ones of the same id. */
export async function loadRules(effects: Effects, places: RulePlaces): Promise<Found<readonly PublishRule[]>> {
  const rules = new Map<string, PublishRule>()
  const diagnostics: Diagnostic[] = []
  for (const [folder, shown] of [
    [`${places.data}/rules`, 'assay:data/rules'],
    [`${places.desk}/rules`, 'rules'],
  ] as const)
    for (const name of await effects.list(folder)) {
      if (!name.endsWith('.yaml')) continue
      const bytes = await effects.read(`${folder}/${name}`)
      const pack = parsePack(
        `${shown}/${name}`,
        new TextDecoder().decode(bytes ?? new Uint8Array()),
        Object.keys(publishChecks),
      )
      diagnostics.push(...pack.diagnostics)
      for (const rule of pack.value) rules.set(rule.id, rule)
    }
  return { value: [...rules.values()], diagnostics }
}

async function schemesOf(effects: Effects, places: RulePlaces): Promise<ReadonlyMap<string, readonly string[]>> {
  const faults = new Map<string, readonly string[]>()
  for (const name of await effects.list(`${places.desk}/ratings`)) {
    if (!name.endsWith('.yaml')) continue
    const bytes = await effects.read(`${places.desk}/ratings/${name}`)
    const scheme = parseScheme(`ratings/${name}`, new TextDecoder().decode(bytes ?? new Uint8Array()))
    if (scheme.value !== null)
      faults.set(
        scheme.value.id,
        scheme.diagnostics.map((d) => d.message.en),
      )
  }
  return faults
}
