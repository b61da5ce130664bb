import type { Amount, Words } from '../../base/index.ts'
import type { Fact, Scope } from '../../facts/index.ts'
import type { AuditInput, Claim, Finding, Place, Repair, Verdict } from './claim.ts'
import { type AuditCode, auditCodes } from './codes.ts'
import { isFar, isInCrowd } from './far.ts'
import { type Knowledge, knowledgeOf, witnessesOf } from './known.ts'
import type { Asked } from './own.ts'
import { type Placer, placerOf } from './place.ts'

/** What a finding may carry beside its words. */
export interface FindingExtra {
  readonly confidence: number
  readonly printed: string
  readonly expected?: string
  readonly repair?: Repair
  readonly facts?: readonly Fact[]
  readonly origin?: Finding['origin']
  /** what is held together by its place alone is told of only where the two are near enough to be a slip */
  readonly isNear?: boolean
}

/** A number of the document under the name that it really belongs to. */
export interface OwnNumber {
  /** subject and measure as one text */
  readonly key: string
  readonly subject: string
  readonly measure: string
  readonly scope: Scope
  readonly amount: Amount
  readonly unit: string
  readonly text: string
  readonly at: Place
  readonly verdict: Verdict
  readonly sure: number
  /** where its sentence begins; none in a table */
  readonly sentence?: number
}

/** An audit under way: what it reads, and where its claims and findings go. */
export interface AuditDesk {
  readonly input: AuditInput
  readonly knowledge: Knowledge
  readonly place: Placer
  readonly claims: Claim[]
  readonly findings: Finding[]
  readonly own: OwnNumber[]
  /** numbers of files of figures that are counted, not listed */
  counted: number
  /** models that the document has named so far */
  readonly families: Set<string>
  /** models that were named since somebody emptied it, also those that had been named before */
  readonly met: Set<string>
  /** what was asked of the tables of the document since somebody emptied it */
  readonly asked: Asked[]
  /** whether what was audited hung on other parts of the document since somebody set it to false */
  looksAround: boolean
  /** the same for the models that the document has named */
  asksFamilies: boolean
  /** the check at work, under which `sureness` knows how often it is right; empty where the code of a finding says enough */
  by: string
  /** notes that the next `count` claims are figures of a file of figures */
  readonly noteFigures: (count: number) => void
  /** turns to a part before which `families` were named */
  readonly begin: (families: readonly string[]) => void
  /** what was found since; the desk is empty then */
  readonly end: () => Harvest
  /** whether a finding covers the stretch from `start` to `end` */
  readonly isTold: (start: number, end: number) => boolean
  readonly tell: (code: AuditCode, at: Place, message: Words, extra: FindingExtra) => void
  /** tells of what was told of the same words elsewhere */
  readonly retell: (finding: Finding) => void
}

/** Claims in a row, by their place in the list. */
export interface Figures {
  readonly at: number
  readonly count: number
}

/** What a desk holds at the end of a part. */
export interface Harvest {
  readonly claims: readonly Claim[]
  readonly findings: readonly Finding[]
  readonly counted: number
  /** the claims that are figures of files of figures: where they begin, and how many there are */
  readonly figures: readonly Figures[]
}

/** A desk for the audit of `input`. */
export function openAudit(input: AuditInput): AuditDesk {
  const claims: Claim[] = []
  const findings: Finding[] = []
  const own: OwnNumber[] = []
  const families = new Set<string>()
  const covered = new Covered()
  const figures: Figures[] = []
  const cover = ({ code, at, repair }: Finding) => {
    // a doubt keeps no check from saying more, and of two cells that are exchanged the second is told of too
    if (code === 'audit/near-miss') return
    covered.add(at)
    if (code === 'audit/cell-swap') for (const { start, end } of repair?.edits ?? []) covered.add({ ...at, start, end })
  }
  const desk: AuditDesk = {
    input,
    knowledge: knowledgeOf(input.store, input.known),
    place: placerOf(input.extract),
    claims,
    findings,
    own,
    counted: 0,
    families,
    met: new Set(),
    asked: [],
    looksAround: false,
    asksFamilies: false,
    by: '',
    noteFigures: (count) => {
      figures.push({ at: claims.length, count })
    },
    begin: (named) => {
      families.clear()
      desk.met.clear()
      desk.asked.length = 0
      for (const id of named) families.add(id)
    },
    end: () => {
      const found = {
        claims: claims.splice(0),
        findings: findings.splice(0),
        counted: desk.counted,
        figures: figures.splice(0),
      }
      desk.counted = 0
      own.length = 0
      covered.clear()
      return found
    },
    isTold: (start, end) => covered.has(start, end),
    retell: (finding) => {
      cover(finding)
      findings.push(finding)
    },
    tell: (
      code,
      at,
      message,
      { confidence, printed, expected, repair, facts = [], origin = 'author', isNear = false },
    ) => {
      if (
        isNear &&
        expected !== undefined &&
        isFar(printed, expected, at.table !== undefined || isInCrowd(input.extract.text, at.start, at.end))
      )
        return
      // a doubt is no finding that anybody counted
      const sure =
        code === 'audit/near-miss'
          ? confidence
          : input.sureness.of(desk.by === '' ? code.replace('audit/', '') : desk.by, confidence)
      const finding = Object.freeze({
        code,
        severity: auditCodes[code].severity,
        confidence: sure,
        at,
        message,
        printed,
        ...(expected === undefined ? {} : { expected }),
        ...(repair === undefined ? {} : { repair }),
        sources: witnessesOf(facts, input.registry),
        origin,
      })
      cover(finding)
      findings.push(finding)
    },
  }
  return desk
}

const page = 4096

// stretches by the pages that they touch, since both they and the questions may be many
class Covered {
  private readonly pages = new Map<number, Place[]>()

  add(place: Place): void {
    for (let n = Math.floor(place.start / page); n <= Math.floor(place.end / page); n += 1) {
      const list = this.pages.get(n)
      if (list === undefined) this.pages.set(n, [place])
      else list.push(place)
    }
  }

  clear(): void {
    this.pages.clear()
  }

  has(start: number, end: number): boolean {
    return this.pages.get(Math.floor(start / page))?.some((p) => p.start <= start && p.end >= end) ?? false
  }
}
