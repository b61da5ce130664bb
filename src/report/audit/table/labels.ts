import { editDistance } from '../../../base/index.ts'
import { foldName, type Scope } from '../../../facts/index.ts'
import type { Known } from '../claim.ts'
import { differing } from '../conditions.ts'
import type { AuditDesk } from '../desk.ts'
import { printedText } from '../known.ts'
import { agrees, type Covered, hitsBy } from './agree.ts'
import type { CellState } from './cells.ts'
import type { Grid } from './grid.ts'
import type { Item } from './item.ts'
import { isOther, type Numbers, tellLine } from './misnamed.ts'

interface Reading {
  readonly state: CellState
  readonly facts: readonly Known[]
}

function readingsOf(states: readonly CellState[]): readonly Reading[] {
  return states
    .filter((s) => s.hit)
    .map((state) => ({ state, facts: state.known.filter((k) => !k.older && agrees(state.cell, k)) }))
}

const evaluation: readonly string[] = ['shots', 'cot']

function evaluationOf(scope: Scope): Scope {
  return Object.fromEntries(evaluation.filter((k) => scope[k] !== undefined).map((k) => [k, scope[k]!]))
}

function statesEvaluation(scope: Scope): boolean {
  return evaluation.some((k) => scope[k] !== undefined)
}

/** Tells of labels that state other conditions than their values were taken under; returns the cells that alone were taken under others. */
export function tellConditions(
  states: readonly (readonly CellState[])[],
  grid: Grid,
  rowLabel: readonly number[],
  columnLabel: readonly number[],
  desk: AuditDesk,
): ReadonlySet<CellState> {
  const taken = new Set<CellState>()
  const lines: CellState[][] = grid.rows.map(() => [])
  for (let j = 0; j < states.length; j += 1) {
    const row = states[j]!
    for (const state of row) lines[rowLabel[j]!]?.push(state)
  }
  for (let i = 0; i < grid.rows.length; i += 1) {
    const item = grid.rows[i]!
    tellLabel(item, lines[i]!, grid.columns, 'row', i, grid, taken, desk)
  }
  for (let c = 0; c < grid.columns.length; c += 1) {
    const item = grid.columns[c]!
    if (!statesEvaluation(item.scope)) continue
    const own = states.flatMap((row) => row.filter((s) => columnLabel[s.column] === c))
    tellLabel(item, own, grid.rows, 'column', c, grid, taken, desk)
  }
  return taken
}

// values of 5-shot and of 25-shot bear no one condition out
function haveOne(denied: readonly { readonly facts: readonly Known[]; readonly denied: readonly string[] }[]): boolean {
  return (denied[0]?.denied ?? []).some((key) => {
    const told = denied.map(({ facts }) => new Set(facts.map((k) => k.fact.scope[key]).filter((v) => v !== undefined)))
    const [first, ...rest] = told.filter((values) => values.size > 0)
    return first !== undefined && [...first].some((v) => rest.every((values) => values.has(v)))
  })
}

function tellLabel(
  item: Item,
  states: readonly CellState[],
  others: readonly Item[],
  axis: 'row' | 'column',
  index: number,
  grid: Grid,
  taken: Set<CellState>,
  desk: AuditDesk,
): void {
  if (!statesEvaluation(item.scope)) return
  const stated = evaluationOf(item.scope)
  const keys = Object.keys(stated)
  // models stand in the heads, or down the side where benchmarks run across
  const ofEntity = axis === (grid.down === 'entity' ? 'row' : 'column')
  // a cell with a note of its own and a line across with its own conditions speak for themselves
  const readings = readingsOf(states).filter(({ state }) => {
    const across = others[axis === 'row' ? state.column : state.row]!
    return keys.every((k) => state.cell.note[k] === undefined && (ofEntity || across.scope[k] === undefined))
  })
  const verdicts = readings.map(({ facts }) => ({ facts, ...judge(stated, facts) }))
  const denied = verdicts.filter((v) => v.denied.length > 0)
  // a note of a cell may be the condition that was promoted, but excuses no label
  const all = !ofEntity ? verdicts : readingsOf(states).map(({ facts }) => ({ facts, ...judge(stated, facts) }))
  const borne = all.filter((v) => v.borne)
  if (ofEntity && borne.length > 0 && borne.length <= 2 && denied.length >= 2)
    tellPromoted(item, borne[0]!.facts, states, axis, grid, index, desk)
  else if (
    denied.length >= 2 &&
    (denied.length > 2 || haveOne(denied)) &&
    borne.length === 0 &&
    denied.length * 2 > readings.length
  )
    tellWrong(item, stated, denied, axis, index, grid, desk)
  else if (!ofEntity && borne.length >= 2 && denied.length === 1)
    tellTaken(readings[verdicts.indexOf(denied[0]!)]!, stated, item, axis, grid, taken, desk)
}

// MMLU (0-shot, CoT): 73.0, 83.6, 88.6, where 83.6 is that of 5 shots, and 86.0 is known under what the label says
function tellTaken(
  { state, facts }: Reading,
  stated: Scope,
  item: Item,
  axis: 'row' | 'column',
  grid: Grid,
  all: Set<CellState>,
  desk: AuditDesk,
): void {
  const { cell, known, row, column } = state
  const right = known.find((k) => !k.older && !agrees(cell, k) && judge(stated, [k]).borne)
  const taken = facts.find((k) => differing(stated, k.fact.scope).length > 0)
  if (right === undefined || taken === undefined || desk.isTold(cell.start, cell.end)) return
  all.add(state)
  const other = (axis === 'row' ? grid.columns[column]! : grid.rows[row]!).text
  const source = right.fact.evidence.source
  const expected = printedText(right)
  const [said, meant] = [words(evaluationOf(taken.fact.scope)), words(stated)]
  desk.tell(
    'audit/other-conditions',
    desk.place(cell.start, cell.end, { table: grid.number, row: grid.rowAt[row]!, cell: grid.columnAt[column]! }),
    {
      en: `\`${cell.text}\` for ${other} / ${item.text} disagrees with ${source} on its conditions: that is its score with ${said}, with ${meant} it is \`${expected}\``,
      zh: `${other} / ${item.text} 的 \`${cell.text}\` 与 ${source} 的评测条件不符：该成绩对应 ${said}，${meant} 下为 \`${expected}\``,
    },
    { confidence: 0.88, printed: cell.text, expected, facts: [right.fact, taken.fact] },
  )
}

interface Judged {
  readonly facts: readonly Known[]
  readonly denied: readonly string[]
  readonly borne: boolean
}

// denied: every fact that agrees has another value under some stated key; borne: some fact has all of them as stated
function judge(
  stated: Scope,
  facts: readonly Known[],
): { readonly denied: readonly string[]; readonly borne: boolean } {
  const keys = Object.keys(stated)
  const borne = facts.some((k) => keys.every((key) => k.fact.scope[key] === stated[key]))
  // a source that is silent on its conditions neither denies nor bears out
  const told = facts.filter((k) => keys.some((key) => k.fact.scope[key] !== undefined))
  const open = told.length === 0 || told.some((k) => differing(stated, k.fact.scope).length === 0)
  return { borne, denied: open ? [] : keys.filter((key) => told.every((k) => k.fact.scope[key] !== stated[key])) }
}

function words(scope: Scope): string {
  return [
    ...(scope.shots === undefined ? [] : [`${scope.shots}-shot`]),
    ...(scope.cot === undefined ? [] : [scope.cot === 'yes' ? 'CoT' : 'non-CoT']),
  ].join(', ')
}

function tellWrong(
  item: Item,
  stated: Scope,
  denied: readonly Judged[],
  axis: 'row' | 'column',
  index: number,
  grid: Grid,
  desk: AuditDesk,
): void {
  const key = denied[0]!.denied[0] ?? ''
  const facts = denied.map(
    (d) => (d.facts.find((k) => Object.keys(evaluationOf(k.fact.scope)).length > 0) ?? d.facts[0]!).fact,
  )
  const said = new Map<string, number>()
  for (const f of facts) said.set(words(evaluationOf(f.scope)), (said.get(words(evaluationOf(f.scope))) ?? 0) + 1)
  const right = [...said].sort((a, b) => b[1] - a[1])[0]![0]
  const source = facts[0]!.evidence.source
  if (key === '' || right === '') return
  const printed = words(stated)
  const place = item.setting ?? item
  const edited = axis === 'row' || axis === 'column' ? relabel(place.text, stated, facts[0]!.scope) : place.text
  desk.tell(
    'audit/condition',
    desk.place(place.start, place.end, {
      table: grid.number,
      ...(axis === 'row' ? { row: grid.rowAt[index]! } : { cell: grid.columnAt[index]! }),
    }),
    {
      en: `\`${item.text}\` states ${printed}; its values disagree with that: ${source} has them under ${right}`,
      zh: `\`${item.text}\` 写作 ${printed}，其数值在 ${source} 中的条件为 ${right}，两者不符`,
    },
    {
      confidence: Math.min(0.97, 0.75 + 0.05 * denied.length),
      printed: item.text,
      expected: right,
      repair: {
        message: { en: `write \`${edited}\``, zh: `请写 \`${edited}\`` },
        edits: [{ start: place.start, end: place.end, text: edited }],
      },
      facts: facts.slice(0, 6),
    },
  )
}

function relabel(text: string, stated: Scope, scope: Scope): string {
  let edited = text
  if (stated.shots !== undefined && scope.shots !== undefined)
    edited = edited.replace(/\d{1,3}(?=\s?-?\s?shots?)|^\s*\d{1,2}\s*$/i, scope.shots)
  if (stated.cot !== undefined && scope.cot !== undefined && stated.cot !== scope.cot)
    edited =
      scope.cot === 'yes'
        ? edited.replace(/(?:non|no|without)[- ]?CoT/i, 'CoT')
        : edited.replace(/(?<!non-)\bCoT\b/, 'non-CoT')
  return edited
}

function tellPromoted(
  item: Item,
  facts: readonly Known[],
  states: readonly CellState[],
  axis: 'row' | 'column',
  grid: Grid,
  index: number,
  desk: AuditDesk,
): void {
  const home = states.find((s) => s.hit && s.known.some((k) => k === facts[0]))
  const cell = home === undefined ? '' : home.cell.text
  const bare = item.text.replace(/\s*[（(][^()（）]*[）)]\s*$/, '')
  const note = /[（(][^()（）]*[）)]\s*$/.exec(item.text)?.[0] ?? ''
  desk.tell(
    'audit/promoted-condition',
    desk.place(item.start, item.end, {
      table: grid.number,
      ...(axis === 'row' ? { row: grid.rowAt[index]! } : { cell: grid.columnAt[index]! }),
    }),
    {
      en: `the head \`${item.text}\` gives a condition to the whole ${axis} that only ${desk.input.registry.measure(facts[0]!.fact.measure)?.en ?? facts[0]!.fact.measure} (\`${cell}\`) was taken under, says ${facts[0]!.fact.evidence.source}`,
      zh: `${axis === 'row' ? '行' : '列'}头 \`${item.text}\` 把条件用于整${axis === 'row' ? '行' : '列'}，而据 ${facts[0]!.fact.evidence.source}，仅 ${desk.input.registry.measure(facts[0]!.fact.measure)?.zh ?? facts[0]!.fact.measure}（\`${cell}\`）符合该条件`,
    },
    {
      confidence: 0.93,
      printed: item.text,
      expected: bare,
      repair: {
        message: {
          en: `write \`${bare}\` in the head and ${note} beside the one cell`,
          zh: `${axis === 'row' ? '行' : '列'}头请写 \`${bare}\`，并把${note}移到该单元格`,
        },
        edits: [{ start: item.start, end: item.end, text: bare }],
      },
      facts: facts.map((k) => k.fact).slice(0, 4),
    },
  )
}

/**
 * Tells of heads that name nothing known, or only the family of a version, though their values are those of one thing;
 * returns what each such line stands for.
 */
export function tellNames(
  covered: Covered,
  axis: 'row' | 'column',
  other: readonly number[],
  desk: AuditDesk,
): ReadonlyMap<number, string> {
  const meant = new Map<number, string>()
  const { grid } = covered
  const entitiesHere = (axis === 'column') === (grid.down !== 'entity')
  if (!entitiesHere || grid.down === null) return meant
  const items = axis === 'column' ? grid.columns : grid.rows
  for (let n = 0; n < items.length; n += 1) {
    const item = items[n]!
    const cells =
      axis === 'column'
        ? grid.cells.map((row, j) => ({ cell: row[n]!, at: other[j]! }))
        : grid.cells[n]!.map((cell, k) => ({ cell, at: other[k]! }))
    const numbers = cells.filter(({ cell, at }) => cell.kind === 'number' && at !== -1)
    if (numbers.length < 2 || item.text === '') continue
    const measures = numbers.map(({ at }) => (axis === 'column' ? grid.rows[at]!.measure : grid.columns[at]!.measure))
    const own = item.entity === null ? 0 : hitsOf(item.entity, numbers, measures, desk)
    const silent = numbers.length < 4 ? snapshotOf(item, own, numbers, measures, desk) : null
    if (silent !== null) meant.set(n, silent)
    if (numbers.length < 4) continue
    // another name must bear out three more
    if (own + 2 >= numbers.length) continue
    const ranked = rankEntities(numbers, measures, desk).filter(([id]) => id !== item.entity)
    const [best, next] = ranked
    if (best === undefined || best[1] < 4 || best[1] <= own + 2) continue
    if (next !== undefined && next[1] > best[1] * 0.7) continue
    if (items.some((i) => i !== item && i.entity === best[0])) continue
    if (isOther(item, best, own, numbers, measures, desk)) {
      tellLine(
        'audit/label',
        (name) => ({
          en: `\`${item.text}\` heads the values of ${name}: ${best[1]} of ${numbers.length} are those`,
          zh: `\`${item.text}\` 名下 ${numbers.length} 个数值中有 ${best[1]} 个属于 ${name}`,
        }),
        item,
        best[0],
        axis,
        n,
        grid,
        desk,
      )
      meant.set(n, best[0])
      continue
    }
    if (best[1] < numbers.length * 0.8) continue
    if (item.entity !== null && !isFamily(item.entity, best[0])) continue
    if (tellName(item, best[0], best[1], numbers.length, axis, n, grid, desk)) meant.set(n, best[0])
  }
  return meant
}

// a short column of GPT-4 whose every value is that of GPT-4 (0125) is read as that; it is too few to tell of
function snapshotOf(
  { entity }: Item,
  own: number,
  numbers: Numbers,
  measures: readonly (string | null)[],
  desk: AuditDesk,
): string | null {
  if (entity === null || own === numbers.length) return null
  const whole = rankEntities(numbers, measures, desk).filter(
    ([id, hits]) => hits === numbers.length && isFamily(entity, id),
  )
  return whole.length === 1 ? whole[0]![0] : null
}

function hitsOf(id: string, numbers: Numbers, measures: readonly (string | null)[], { knowledge }: AuditDesk): number {
  return numbers.filter(
    ({ cell }, n) => measures[n] != null && knowledge.of(id, measures[n]!).some((k) => agrees(cell, k)),
  ).length
}

function rankEntities(
  numbers: Numbers,
  measures: readonly (string | null)[],
  desk: AuditDesk,
): readonly (readonly [string, number])[] {
  const near = ({ cell }: Numbers[number], n: number) =>
    measures[n] == null ? [] : desk.knowledge.near(measures[n]!, cell.number, cell.decimals)
  const count = hitsBy(numbers, near, 'subject')
  return [...count].sort((a, b) => b[1] - a[1])
}

// GPT-4 and GPT-4 (0125): the id of the one begins with that of the other
function isFamily(a: string, b: string): boolean {
  return b.startsWith(`${a}-`)
}

function tellName(
  item: Item,
  id: string,
  hits: number,
  count: number,
  axis: 'row' | 'column',
  n: number,
  grid: Grid,
  desk: AuditDesk,
): boolean {
  const entity = desk.input.registry.entity(id)
  const name = entity?.en ?? id
  const bare = foldName(item.text.replace(/\s*[（(][^()（）]*[）)]/g, ''))
  const close = [name, ...(entity?.aliases ?? [])].some((a) => editDistance(bare, foldName(a), 3) <= 3)
  const snapshot = item.entity !== null
  if (!close && !snapshot) return false
  // Claude 3.5 Sonnet (June 2024): the name, and of when it is
  const dated = /[（(](?:[A-Z][a-z]{2,8}\.?\s)?(?:20\d\d)?[-/年]?\d{0,4}月?[)）]\s*$/.test(item.text)
  if (dated && !snapshot && [name, ...(entity?.aliases ?? [])].some((x) => foldName(x) === bare)) return false
  const hint = Object.keys(item.scope).length > 0
  tellLine(
    snapshot ? 'audit/snapshot' : 'audit/label',
    () =>
      snapshot
        ? {
            en: `\`${item.text}\` does not name a version, and ${hits} of ${count} values are those of ${name}${hint ? ': the note in the head seems to be the version misread as a condition' : ''}`,
            zh: `\`${item.text}\` 未写明版本，而 ${count} 个数值中有 ${hits} 个属于 ${name}${hint ? '：表头中的条件疑为版本号误读' : ''}`,
          }
        : {
            en: `\`${item.text}\` is no known name, and ${hits} of ${count} values are those of ${name}`,
            zh: `\`${item.text}\` 不是已知名称，而 ${count} 个数值中有 ${hits} 个属于 ${name}`,
          },
    item,
    id,
    axis,
    n,
    grid,
    desk,
  )
  return true
}
