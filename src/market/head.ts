import type { Diagnostic, Found } from '../base/index.ts'
import { report } from './codes.ts'
import type { FeedRow } from './feed.ts'
import type { FeedProfile } from './profile.ts'

/**
 * The profile as the head of a table leaves it: without the measures whose units the head puts in doubt.
 *
 * Two exports of one vendor may differ in nothing but their units and the name of a column. Where the head is that of the
 * other one, or could be of both (and the codes of `rows` do not say of which), levels and percentages alone can be read. A column that stands twice leaves no measure.
 */
export function resolveHead(row: FeedRow, profile: FeedProfile, rows: readonly FeedRow[]): Found<FeedProfile> {
  const names = row.cells.map((c) => c.trim())
  const twice = checkHead(row, names, profile)
  const other = otherExport(row, names, profile)
  const doubt =
    twice.length > 0 || other.length > 0 ? other : noSign(row, names, profile, endingsOf(rows, names, profile))
  const isRead = ({ unit }: FeedProfile['measures'][number]) => doubt.length === 0 || unitless.has(unit)
  const measures = twice.length > 0 ? [] : profile.measures.filter(isRead)
  const read = { ...profile, measures, signs: [], others: {}, endings: {} }
  return { value: read, diagnostics: [...(twice.length > 0 ? twice : doubt), ...absentParts(row, names, read)] }
}

// no export has them in thousands
const unitless: ReadonlySet<string> = new Set(['index-point', 'percent'])

function otherExport(row: FeedRow, names: readonly string[], profile: FeedProfile): readonly Diagnostic[] {
  return Object.entries(profile.others)
    .filter(([column]) => names.includes(column))
    .slice(0, 1)
    .map(([column, feed]) =>
      report(
        'market/wrong-unit',
        {
          en: `\`${column}\` is a column of \`${feed}\`, which has other units than \`${profile.id}\``,
          zh: `\`${column}\` 是 \`${feed}\` 的列，其单位与 \`${profile.id}\` 不同`,
        },
        {
          at: row.at(names.indexOf(column)),
          hint: { en: `look whether the feed is \`${feed}\``, zh: `请核对接口是否为 \`${feed}\`` },
        },
      ),
    )
}

// the export of each ending of a code, with the first row that has it
function endingsOf(rows: readonly FeedRow[], names: readonly string[], profile: FeedProfile): Endings {
  const at = names.indexOf(profile.code)
  const seen = new Map<string, FeedRow>()
  if (Object.keys(profile.endings).length === 0 || at === -1) return seen
  for (const row of rows) {
    const code = row.cells[at]?.trim() ?? ''
    const feed = profile.endings[code.slice(code.lastIndexOf('.') + 1).toUpperCase()] ?? ''
    if (code.includes('.') && !seen.has(feed)) seen.set(feed, row)
  }
  return seen
}

type Endings = ReadonlyMap<string, FeedRow>

function otherCode(endings: Endings, names: readonly string[], profile: FeedProfile): readonly Diagnostic[] {
  const own = `${profile.id}@${profile.version}`
  return [...endings]
    .filter(([feed]) => feed !== '' && feed !== own)
    .slice(0, 1)
    .map(([feed, row]) => {
      const at = names.indexOf(profile.code)
      const code = row.cells[at]!.trim()
      return report(
        'market/wrong-unit',
        {
          en: `\`${code}\` is a code of \`${feed}\`, which has other units than \`${profile.id}\``,
          zh: `\`${code}\` 是 \`${feed}\` 的代码，其单位与 \`${profile.id}\` 不同`,
        },
        {
          at: row.at(at),
          hint: { en: `look whether the feed is \`${feed}\``, zh: `请核对接口是否为 \`${feed}\`` },
        },
      )
    })
}

// a selection of columns may leave out all that tell an export from its like
function noSign(row: FeedRow, names: readonly string[], profile: FeedProfile, endings: Endings): readonly Diagnostic[] {
  const { signs, others } = profile
  const other = otherCode(endings, names, profile)
  if (other.length > 0) return other
  if (endings.size > 0 && !endings.has('')) return []
  const inDoubt = profile.measures.find(({ columns, unit }) => !unitless.has(unit) && names.includes(columns[0]!))
  if (signs.length === 0 || inDoubt === undefined) return []
  if ([...signs, ...Object.keys(others)].some((s) => names.includes(s))) return []
  const list = signs.map((s) => `\`${s}\``).join(', ')
  const rivals = [...new Set(Object.values(others))].map((f) => `\`${f}\``).join(', ')
  return [
    report(
      'market/unsure-unit',
      {
        en: `without ${list} the export may be ${rivals} as well, which has other units`,
        zh: `没有 ${list}，导出文件也可能是单位不同的 ${rivals}`,
      },
      {
        at: row.at(names.indexOf(inDoubt.columns[0]!)),
        hint: {
          en: `retrieve it with \`${signs[0]}\`: without it \`${inDoubt.columns[0]}\` and its like are left out`,
          zh: `请连同 \`${signs[0]}\` 一并导出，否则不读取 \`${inDoubt.columns[0]}\` 等列`,
        },
      },
    ),
  ]
}

// which of them is meant nobody can say
function checkHead(row: FeedRow, names: readonly string[], profile: FeedProfile): readonly Diagnostic[] {
  const used = new Set([
    profile.code,
    profile.day.column,
    ...Object.values(profile.scopeColumns),
    ...profile.measures.flatMap((m) => [...m.columns, ...m.parts]),
  ])
  return names.flatMap((name, i): readonly Diagnostic[] => {
    const first = names.indexOf(name)
    if (name === '' || first === i || !used.has(name)) return []
    return [
      report(
        'market/no-head',
        { en: `\`${name}\` stands twice in the head`, zh: `表头中 \`${name}\` 出现两次` },
        {
          at: row.at(i),
          related: [{ message: { en: 'first here', zh: '首次出现于此' }, at: row.at(first) }],
          hint: { en: 'rename the one that is not meant', zh: '请为另一列改名' },
        },
      ),
    ]
  })
}

// columns that a sum needs and the table lacks, where it has another part of the sum
function absentParts(row: FeedRow, names: readonly string[], profile: FeedProfile): readonly Diagnostic[] {
  return profile.measures.flatMap(({ columns }): readonly Diagnostic[] => {
    const present = columns.find((c) => names.includes(c))
    if (present === undefined) return []
    const sum = columns.map((c) => `\`${c}\``)
    return columns
      .filter((c) => !names.includes(c))
      .map((c) =>
        report(
          'market/no-head',
          {
            en: `\`${c}\` is not in the table: the sum of ${sum.join(' + ')} is not known`,
            zh: `表格中没有 \`${c}\`，${sum.join('、')} 之和无从得知`,
          },
          { at: row.at(names.indexOf(present)) },
        ),
      )
  })
}

/** Measures of `keep` of which the table has no column at all. */
export function absentKept(row: FeedRow, profile: FeedProfile, keep: readonly string[]): readonly Diagnostic[] {
  const names = row.cells.map((c) => c.trim())
  return profile.measures
    .filter((m) => keep.includes(m.measure) && !m.columns.some((c) => names.includes(c)))
    .map(({ measure, columns }) =>
      report(
        'market/no-head',
        {
          en: `\`${columns[0]}\` is not in the table, and \`${measure}\` is to be kept`,
          zh: `表格中没有 \`${columns[0]}\`，而 \`${measure}\` 须保留`,
        },
        { at: row.at() },
      ),
    )
}

/**
 * What is wrong with the number of cells of a row; `null` when each of them stands below a name.
 *
 * A thousands separator without quotes moves all cells behind it by one, so that a row of another width says nothing for sure.
 */
export function checkWidth(row: FeedRow, names: readonly string[]): Diagnostic | null {
  const named = names.findLastIndex((n) => n !== '') + 1
  const { cells } = row
  const surplus = cells.findIndex((c, i) => i >= names.length || (i >= named && c.trim() !== ''))
  if (surplus === -1 && cells.length >= named) return null
  const width = surplus === -1 ? cells.length : Math.max(cells.length, surplus + 1)
  const more = surplus !== -1
  return report(
    'market/bad-cell',
    {
      en: `the row has ${width} cells, the head ${named}: ${more ? 'which of them is too much' : 'which of them is missing'} is not known`,
      zh: `该行有 ${width} 个单元格，表头有 ${named} 个，${more ? '多出' : '缺少'}的是哪一个无从得知`,
    },
    {
      at: more ? row.at(surplus) : row.at(cells.length - 1),
      ...(more
        ? {
            hint: {
              en: 'look for a number with a thousands separator that is not in quotes',
              zh: '请查看是否有未加引号的千位分隔符',
            },
          }
        : {}),
    },
  )
}
