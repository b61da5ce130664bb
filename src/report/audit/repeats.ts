import type { ExtractProse, ExtractTable } from '../../base/index.ts'
import { type Kept, keep, shiftGrid, shiftProse, tellAgain } from './again.ts'
import { checkTable } from './checks/all.ts'
import { checkBands } from './checks/bands.ts'
import { namesSubset } from './checks/scores.ts'
import type { AuditDesk } from './desk.ts'
import { type Asked, isStill } from './own.ts'
import { auditProse, type Linked } from './prose/audit.ts'
import { type Carried, noteModels } from './prose/read.ts'
import type { Sentence } from './prose/sentence.ts'
import { auditTable } from './table/audit.ts'
import type { Grid } from './table/grid.ts'

// reports repeat captions, notes, disclaimers and tables word for word, an archive of them whole sections
interface Repeats {
  readonly tables: Map<string, KeptTable[]>
  readonly prose: Map<string, KeptProse[]>
  /** what has stood anywhere: most texts stand once, and only what comes again is kept */
  readonly seen: Set<string>
  /** characters of what is kept */
  size: number
  /** how many readings of paragraphs there have been */
  count: number
}

interface KeptTable extends Kept<Grid | null> {
  readonly block: ExtractTable
  readonly caption: string
  /** whether the words around it said which subset it is of */
  readonly saysSubset: boolean
}

interface Prose {
  readonly sentences: readonly Sentence[]
  readonly links: readonly Linked[]
}

/** The sentences and links of a paragraph. */
export interface ReadProse extends Prose {
  /** what its words under its circumstances are known by; `null` where what was found in it hangs on more */
  readonly reading: number | null
}

interface KeptProse extends Kept<Prose> {
  readonly number: number
  readonly carried: Carried
  readonly year: string
  /** the models that had been named before, where that matters */
  readonly families: string | null
  readonly met: readonly string[]
  /** what it asked of the tables around, with the answers */
  readonly asked: readonly Asked[]
}

const stores = new WeakMap<AuditDesk, Repeats>()

// so many characters of text are kept with all that was found in them, and so many readings of one
const mostKept = 500_000
const mostReadings = 8
const mostSeen = 100_000

/** Audits a table and its bands, or says again what that came to when the same table stood before. */
export function auditTableOnce(block: ExtractTable, number: number, caption: string, desk: AuditDesk): Grid | null {
  const repeats = repeatsOf(desk)
  const audit = () => {
    desk.by = ''
    const grid = auditTable(block, number, caption, desk)
    desk.by = 'bands'
    checkBands(block, number, desk)
    if (grid !== null) checkTable(grid, desk)
    return grid
  }
  // what is nowhere has the offset 0, and pages begin where they like
  if (repeats === null || block.start === 0) return audit()
  const text = desk.input.extract.text.slice(block.start, block.end)
  if (isNew(repeats, text)) return audit()
  const list = repeats.tables.get(text) ?? []
  const saysSubset = namesSubset(block, desk)
  const known = list.find((k) => k.caption === caption && k.saysSubset === saysSubset && isSameTable(k.block, block))
  if (known !== undefined && tellAgain(known, block.start, number, desk) !== null)
    return known.result === null ? null : shiftGrid(known.result, block, number)
  const { result, kept } = keep(block.start, block.end, number, desk, audit)
  if (kept !== null) {
    make(repeats, text)
    repeats.tables.set(text, [{ ...kept, block, caption, saysSubset }, ...list.slice(0, mostReadings - 1)])
  }
  return result
}

/** Audits a paragraph, or says again what that came to when the same words stood under the same circumstances. */
export function auditProseOnce(
  block: ExtractProse,
  text: string,
  carried: Carried,
  year: string,
  desk: AuditDesk,
): ReadProse {
  const repeats = repeatsOf(desk)
  const audit = () => auditProse(block.start, block.end, carried, year, desk)
  if (repeats === null || isNew(repeats, text)) return readAs(audit(), null)
  const list = repeats.prose.get(text) ?? []
  for (const known of list) {
    if (known.year !== year || !isSameCarried(known.carried, carried)) continue
    if (known.families !== null && known.families !== familiesOf(desk)) continue
    if (known.asked.length > 0 && !isStill(known.asked, desk)) continue
    const shift = tellAgain(known, block.start, 0, desk)
    if (shift === null) continue
    noteModels(known.met, desk)
    return readAs(shiftProse(known.result, shift.by), known.number)
  }
  desk.met.clear()
  desk.asked.length = 0
  desk.asksFamilies = false
  const before = desk.families.size
  const { result, kept } = keep(block.start, block.end, 0, desk, audit)
  if (kept === null) return readAs(result, null)
  make(repeats, text)
  repeats.count += 1
  const families = desk.asksFamilies ? familiesOf(desk, before) : null
  const own: KeptProse = {
    at: kept.at,
    table: kept.table,
    claims: kept.claims,
    findings: kept.findings,
    own: kept.own,
    counted: kept.counted,
    result,
    number: repeats.count,
    carried,
    year,
    families,
    met: [...desk.met],
    asked: [...desk.asked],
  }
  repeats.prose.set(text, [own, ...list.slice(0, mostReadings - 1)])
  return readAs(result, own.number)
}

function readAs({ sentences, links }: Prose, reading: number | null): ReadProse {
  return { sentences, links, reading }
}

function repeatsOf(desk: AuditDesk): Repeats | null {
  if (desk.input.extract.pages.length > 0) return null
  let repeats = stores.get(desk)
  if (repeats === undefined) {
    repeats = { tables: new Map(), prose: new Map(), seen: new Set(), size: 0, count: 0 }
    stores.set(desk, repeats)
  }
  return repeats
}

function isNew({ seen }: Repeats, text: string): boolean {
  if (seen.has(text)) return false
  if (seen.size >= mostSeen) seen.clear()
  seen.add(text)
  return true
}

function make(repeats: Repeats, text: string): void {
  if (repeats.size + text.length > mostKept) {
    repeats.tables.clear()
    repeats.prose.clear()
    repeats.size = 0
  }
  repeats.size += text.length
}

// models are only ever added
function familiesOf({ families }: AuditDesk, count = families.size): string {
  return [...families].slice(0, count).join('\n')
}

function isSameCarried(a: Carried, b: Carried): boolean {
  return (
    a.heading === b.heading &&
    a.subjects.length === b.subjects.length &&
    a.subjects.every((id, n) => id === b.subjects[n])
  )
}

// the same words may be cut into other cells
function isSameTable(a: ExtractTable, b: ExtractTable): boolean {
  const by = b.start - a.start
  return (
    a.title === b.title &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, r) => {
      const other = b.rows[r]!
      return (
        row.length === other.length &&
        row.every((c, n) => {
          const { text, start, end, strong } = other[n]!
          return c.start + by === start && c.end + by === end && c.text === text && c.strong === strong
        })
      )
    })
  )
}
