import { append, type Day, type Diagnostic, isDay, nearest, type Span } from '../base/index.ts'
import { report } from './codes.ts'
import { parseMoment } from './moment.ts'
import type { RatingScheme } from './scheme.ts'

/** A rating as it was published. */
export interface RatingEvent {
  readonly issuer: string
  readonly subject: string
  readonly market: string
  readonly scheme: string
  readonly label: string
  readonly change: 'initiated' | 'maintained' | 'raised' | 'lowered' | ''
  readonly published: Day
  readonly at?: Span
  /** where its day and its change stand */
  readonly places?: { readonly published: Span; readonly change: Span }
}

const changes: Readonly<Record<string, RatingEvent['change']>> = {
  首次: 'initiated',
  维持: 'maintained',
  上调: 'raised',
  下调: 'lowered',
  initiated: 'initiated',
  maintained: 'maintained',
  raised: 'raised',
  lowered: 'lowered',
  '': '',
}

/** The change of a rating that a word names in either language; `null` for a word that names none. */
export function ratingChange(word: string): RatingEvent['change'] | null {
  return Object.hasOwn(changes, word.trim()) ? changes[word.trim()]! : null
}

type Row = Readonly<Record<string, string>>

/** The events of a log of ratings; a row that does not fit its scheme is reported and left out. */
export function readRatings(
  rows: readonly { readonly row: Row; readonly at: (column?: string) => Span }[],
  schemes: ReadonlyMap<string, RatingScheme>,
): { readonly value: readonly RatingEvent[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const value = rows.flatMap(({ row: written, at }): readonly RatingEvent[] => {
    const row = plainRow(written, schemes)
    const fault = faultOf(row, schemes)
    const rated = schemes.get(row.scheme ?? '')
    // a rating without a benchmark is still one: it counts among the shares and never among the hits
    if (fault === null && rated !== undefined) append(diagnostics, checkMarket(row.market ?? '', rated, at))
    if (fault !== null) {
      const near = nearest(fault.found, fault.known)[0]
      diagnostics.push(
        report(
          'market/outside-scheme',
          {
            en: `\`${fault.column}\` is \`${fault.found}\`${fault.en}`,
            zh: `\`${fault.column}\` 为 \`${fault.found}\`${fault.zh}`,
          },
          {
            at: at(fault.column),
            ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }),
          },
        ),
      )
      return []
    }
    return [
      {
        issuer: row.issuer ?? '',
        subject: row.subject ?? '',
        market: row.market ?? '',
        scheme: row.scheme ?? '',
        label: row.label ?? '',
        change: changes[row.change ?? '']!,
        published: row.published ?? '',
        at: at(),
        places: { published: at('published'), change: at('change') },
      },
    ]
  })
  return { value, diagnostics }
}

function checkMarket(market: string, scheme: RatingScheme, at: (column?: string) => Span): readonly Diagnostic[] {
  const known = Object.keys(scheme.benchmarks)
  if (known.length === 0 || known.includes(market)) return []
  return [
    report(
      'market/outside-scheme',
      {
        en: `\`market\` is \`${market}\`, and \`${scheme.id}\` has a benchmark for ${known.join(', ')} only`,
        zh: `\`market\` 为 \`${market}\`，而 \`${scheme.id}\` 只有 ${known.join('、')} 的基准`,
      },
      { at: at('market') },
    ),
  ]
}

// blanks around a cell, another way to write a day, and the name of a band in the other language say nothing of their own
function plainRow(written: Row, schemes: ReadonlyMap<string, RatingScheme>): Row {
  const row = Object.fromEntries(Object.entries(written).map(([key, cell]) => [key, cell.trim()]))
  const day = parseMoment(row.published ?? '', ['iso', 'slash', 'compact', 'chinese'])
  const band = schemes.get(row.scheme ?? '')?.bands.find((b) => b.en !== '' && b.en === row.label)
  return {
    ...row,
    ...(day === null ? {} : { published: day }),
    ...(band === undefined ? {} : { label: band.label }),
  }
}

interface Fault {
  readonly column: string
  readonly found: string
  readonly known: readonly string[]
  readonly en: string
  readonly zh: string
}

function faultOf(row: Row, schemes: ReadonlyMap<string, RatingScheme>): Fault | null {
  const { published = '', label = '', change = '' } = row
  const scheme = schemes.get(row.scheme ?? '')
  if (scheme === undefined)
    return {
      column: 'scheme',
      found: row.scheme ?? '',
      known: [...schemes.keys()],
      en: ', which no file defines',
      zh: '，没有该体系的文件',
    }
  if (!isDay(published))
    return { column: 'published', found: published, known: [], en: ', which is no day', zh: '，不是日期' }
  if (published < scheme.from || (scheme.until !== '' && published > scheme.until))
    return {
      column: 'published',
      found: published,
      known: [],
      en: `, the scheme holds from ${scheme.from}${scheme.until === '' ? '' : ` to ${scheme.until}`}`,
      zh: `，该体系适用于 ${scheme.from} 起${scheme.until === '' ? '' : `至 ${scheme.until}`}`,
    }
  const labels = scheme.bands.flatMap((b) => [b.label, b.en])
  if (!labels.includes(label))
    return { column: 'label', found: label, known: labels, en: ', which is not in the scheme', zh: '，不在该体系内' }
  if (!Object.hasOwn(changes, change))
    return {
      column: 'change',
      found: change,
      known: Object.keys(changes),
      en: ', which is no change of a rating',
      zh: '，不是评级变动',
    }
  return null
}

/** A rating from the day it was given to the day another took its place. */
export interface Spell {
  readonly issuer: string
  readonly subject: string
  readonly market: string
  readonly scheme: string
  readonly label: string
  readonly from: Day
  /** the day of the next, other rating; empty while it holds */
  readonly until: Day | ''
  /** events that the spell was said in */
  readonly events: number
}

/** What a row of a log is of: one issuer's rating of one subject in one market. */
export function ratingKey(e: Pick<RatingEvent, 'issuer' | 'subject' | 'market'>): string {
  return `${e.issuer}\n${e.subject}\n${e.market}`
}

/**
 * The spells of a log: events in a row of one issuer on one subject in one market, with the same label under the same scheme, are one.
 *
 * A weekly that maintains its rating fifty times has said one thing, not fifty.
 */
export function spellsOf(events: readonly RatingEvent[]): readonly Spell[] {
  const byKey = new Map<string, RatingEvent[]>()
  for (const e of events) {
    const key = ratingKey(e)
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [e])
    else list.push(e)
  }
  return [...byKey.values()].flatMap((list) => {
    const spells: Spell[] = []
    const ordered = list.toSorted((a, b) => (a.published < b.published ? -1 : a.published > b.published ? 1 : 0))
    for (let first = 0, next = 0; first < ordered.length; first = next) {
      const { issuer, subject, market, scheme, label, published } = ordered[first]!
      for (next = first + 1; isSame(ordered[first]!, ordered[next]); ) next += 1
      const until = ordered[next]?.published ?? ''
      spells.push({ issuer, subject, market, scheme, label, from: published, until, events: next - first })
    }
    return spells
  })
}

function isSame(event: RatingEvent, next: RatingEvent | undefined): boolean {
  return next !== undefined && next.label === event.label && next.scheme === event.scheme
}

/** The share of each direction among the spells that hold on `day`. */
export function proportions(
  spells: readonly Spell[],
  schemes: ReadonlyMap<string, RatingScheme>,
  day: Day,
): Readonly<Record<'buy' | 'hold' | 'sell', number>> & { readonly total: number } {
  const counts = { buy: 0, hold: 0, sell: 0 }
  for (const s of spells) {
    if (s.from > day || (s.until !== '' && s.until <= day)) continue
    const band = schemes.get(s.scheme)?.bands.find((b) => b.label === s.label || b.en === s.label)
    if (band !== undefined) counts[band.direction] += 1
  }
  return { ...counts, total: counts.buy + counts.hold + counts.sell }
}
