import type { Diagnostic } from '../base/index.ts'
import { report } from './codes.ts'
import type { FeedRow } from './feed.ts'
import type { FeedProfile } from './profile.ts'

/** Columns of `names` that the profile reads and that stand there twice; which of them is meant nobody can say. */
export function checkHead(row: FeedRow, names: readonly string[], profile: FeedProfile): readonly Diagnostic[] {
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

/** Columns that a sum needs and the table lacks, where it has another part of the sum. */
export function absentParts(row: FeedRow, names: readonly string[], profile: FeedProfile): readonly Diagnostic[] {
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
