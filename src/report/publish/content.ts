import { append, nearest, type Words } from '../../base/index.ts'
import { allBlocks } from '../walk.ts'
import { type Advice, adviceReader, foldSaid } from './advice.ts'
import { panelText } from './identity.ts'
import { type Answer, failing, type PublishCheck, type PublishInput, pass } from './input.ts'
import { isDrawn } from './logo.ts'
import { cellsOf, type FoundWording, findWords, mentions, type Passage, type WordLists } from './wording.ts'

/** A check that passes unless the compiler has found one of `codes`. */
function unless(...codes: readonly string[]): PublishCheck {
  return (input) => {
    const found = input.found.filter((d) => codes.includes(d.code) && d.waived === undefined)
    if (found.length === 0) return pass
    const [first] = found
    const list = [...new Set(found.map((d) => d.code))].join(', ')
    const counted = `${found.length} ${found.length === 1 ? 'finding' : 'findings'} of ${list}`
    const [answer] = failing(input, counted, `${list} 有 ${found.length} 处`, undefined, first!.at ?? input.head)
    // errors have told of themselves, with their own hints: what the rule adds is its name
    return found.every((d) => d.severity === 'error') ? [{ ...answer!, told: true }] : [answer!]
  }
}

/** CN-07: tables and figures name their sources. */
export const sources = unless('report/no-source', 'report/source-line', 'facts/unknown-source')
/** CN-18: numbers equal their facts. */
export const numbers = unless(
  'report/mismatch',
  'report/qualifier',
  'report/unbound-number',
  'report/cell-mismatch',
  'facts/unknown-address',
  'facts/wanted',
)
/** CN-19: text, figures and tables agree, and the cover's rating with the log of ratings. */
export const consistency: PublishCheck = (input, rule) => {
  const fault = input.ratingFault
  const log =
    fault === null
      ? []
      : failing(input, fault.en, fault.zh, {
          en: 'mend `rating`, or write the event into the log in `ratings/`',
          zh: '请更正 `rating`，或在 `ratings/` 的评级记录中补记',
        })
  const found = [...log, ...agreement(input, rule)].filter((a) => a.kind !== 'pass')
  return found.length === 0 ? pass : found
}

const agreement = unless('report/contradiction', 'report/sum', 'report/trend', 'report/comparison')
/** CN-21: nothing is stale. */
export const fresh = unless('report/stale')
/** CN-22: units and scales. */
export const units = unless('report/unit', 'report/scale-slip')
/** CN-23: what is compared has one scope. */
export const comparable = unless('report/scope-comparison', 'report/condition', 'market/break')

const allowed = [
  'government',
  'association',
  'exchange',
  'issuer',
  'vendor',
  'repository',
  'paper',
  'own',
  'media',
  'third-party',
  'survey',
  '',
]
const personal = ['personal', 'self-media']

/** CN-08: the class of every source is allowed, and a personal account does not stand alone. */
export const sourceClass: PublishCheck = (input) => {
  const found: Answer[] = []
  const told = new Set<string>()
  for (const binding of input.document.bindings.values())
    for (const fact of binding.facts) {
      const { source } = fact.evidence
      const kind = input.sourceClass(source)
      const alone = personal.includes(kind) && new Set(binding.others.map((f) => f.evidence.source)).size === 0
      if (told.has(source) || (!alone && (allowed.includes(kind) || personal.includes(kind)))) continue
      told.add(source)
      const [en, zh] = alone
        ? [`\`${source}\` is a personal account and stands alone`, `\`${source}\` 为个人账号，且没有其他来源佐证`]
        : [`\`${source}\` is of class \`${kind}\``, `\`${source}\` 的类别为 \`${kind}\``]
      append(found, failing(input, en, zh, undefined, binding.at))
    }
  return found.length === 0 ? pass : found
}

/** CN-09: a risk section with one risk tied to a part of the report. */
export const risks: PublishCheck = (input) => {
  const text = panelText(input, 'risk')
  if (text.trim() === '')
    return failing(input, 'there is no risk section', '没有风险提示', {
      en: 'write `:::panel{role=risk}`',
      zh: '请写 `:::panel{role=risk}`',
    })
  const panel = input.document.blocks.find((b) => b.kind === 'panel' && b.role === 'risk')
  const tied = JSON.stringify(panel).includes('"kind":"ref"')
  return tied
    ? pass
    : failing(
        input,
        'no risk refers to a part of the report',
        '没有任何风险与正文某部分相关',
        { en: 'link one: `[…](#sec-…)`', zh: '请链接到正文：`[…](#sec-…)`' },
        panel?.at,
      )
}

/** CN-10: a rating and its definitions. */
export const ratingDefinitions: PublishCheck = (input) => {
  const { rating } = input.document.front
  const panel = input.document.blocks.find((b) => b.kind === 'panel' && b.role === 'rating-scheme')
  if (rating === null && panel === undefined) return pass
  if (rating === null)
    return failing(
      input,
      'rating definitions stand without a rating',
      '有评级说明而没有评级',
      { en: 'write `rating` in the front matter, or take the panel out', zh: '请在文件头写 `rating`，或删去该部分' },
      panel!.at,
    )
  if (panel === undefined)
    return failing(
      input,
      `rating \`${rating.label}\` stands without its definitions`,
      `有评级 \`${rating.label}\` 而没有评级说明`,
      { en: 'write `:::panel{role=rating-scheme}`', zh: '请写 `:::panel{role=rating-scheme}`' },
    )
  const text = panelText(input, 'rating-scheme')
  const table = allBlocks([panel]).some((b) => b.kind === 'table')
  const missing = [
    ...(text.includes(rating.label) ? [] : [{ en: `the label ${rating.label}`, zh: `名称 ${rating.label}` }]),
    ...(/个月|month/i.test(text) ? [] : [{ en: 'a horizon', zh: '期限' }]),
    ...(/基准|指数|benchmark|index/i.test(text) ? [] : [{ en: 'a benchmark', zh: '基准' }]),
    ...(table ? [] : [{ en: 'a table', zh: '表格' }]),
  ]
  return missing.length === 0
    ? pass
    : failing(
        input,
        `the rating definitions lack ${missing.map((m) => m.en).join(', ')}`,
        `评级说明缺少${missing.map((m) => m.zh).join('、')}`,
        undefined,
        panel.at,
      )
}

/** CN-11: one horizon, bands without gap or overlap. */
export const ratingBands: PublishCheck = (input) => {
  const { rating } = input.document.front
  if (rating === null) return pass
  if (input.schemeFaults === null)
    return failing(
      input,
      `no file defines the scheme \`${rating.scheme}\``,
      `没有定义评级体系 \`${rating.scheme}\` 的文件`,
      { en: 'write `ratings/NAME.yaml`', zh: '请写 `ratings/NAME.yaml`' },
    )
  return input.schemeFaults.length === 0 ? pass : input.schemeFaults.flatMap((f) => failing(input, f, f))
}

/** CN-12: the analyst statement. */
export const analystStatement: PublishCheck = (input) => {
  const text = panelText(input, 'statement')
  const missing: Words[] = []
  if (!mentions(text, input.words.get('independence') ?? [])) missing.push({ en: 'independence', zh: '独立性' })
  if (!mentions(text, input.words.get('pay') ?? [])) missing.push({ en: 'pay', zh: '报酬' })
  return missing.length === 0
    ? pass
    : failing(
        input,
        `the analyst statement says nothing of ${missing.map((m) => m.en).join(' and ')}`,
        `分析师声明未涉及${missing.map((m) => m.zh).join('与')}`,
        { en: 'write it in `:::panel{role=statement}`', zh: '请写在 `:::panel{role=statement}` 中' },
      )
}

/** Words of a list that may not stand in a report, each told once. */
function without(list: string): PublishCheck {
  return (input) => {
    const found = findWords(input.passages, input.words.get(list) ?? [])
    const once = [...new Map(found.map((f) => [f.word, f])).values()]
    return once.length === 0
      ? pass
      : once.flatMap(({ word, passage }) =>
          failing(
            input,
            `“${word}” is said`,
            `使用了“${word}”`,
            {
              en: 'say it otherwise, or waive it with a reason and a person',
              zh: '请改写，或写明理由与决定人予以豁免',
            },
            passage.at,
          ),
        )
  }
}

/** CN-15, CN-16, CN-17: promises, hype, rumour. */
export const guarantee = without('guarantee')
export const hype = without('hype')
export const rumour = without('rumour')

/** CN-20: quoted figures against an archived source. */
export const archived: PublishCheck = (input) => {
  if (signed(input, 'CN-20')) return pass
  const ids = [
    ...new Set([...input.document.bindings.values()].flatMap((b) => b.facts.map((f) => f.evidence.source))),
  ].filter((s) => s !== '')
  const missing = ids.filter((id) => !input.archived(id))
  return missing.length === 0
    ? pass
    : [
        {
          kind: 'unknown',
          words: {
            en: `of ${ids.length} sources ${missing.length} have no archived copy`,
            zh: `${ids.length} 个来源中有 ${missing.length} 个没有存档`,
          },
        },
      ]
}

/** CN-24: forecasts are marked, with their assumptions. */
export const forecasts: PublishCheck = (input) => {
  if (signed(input, 'CN-24')) return pass
  const body = input.passages.filter((p) => p.role === '' || p.role === 'points')
  const said = findWords(body, input.words.get('forecast') ?? []).filter(({ passage }) => /\d/.test(passage.text))
  if (said.length === 0) return pass
  const assumptions = /假设|前提|情景|assum|scenario/i
  if (input.passages.some((p) => assumptions.test(p.text))) return pass
  return [
    {
      kind: 'unknown',
      words: {
        en: `“${said[0]!.word}” beside numbers, and no assumptions are named`,
        zh: `数字旁出现“${said[0]!.word}”，但未列出假设`,
      },
    },
  ]
}

/** CN-25: two persons have reviewed. */
export const reviewed: PublishCheck = (input) => {
  const entry = (role: string) => input.journal.find((j) => j.rule === 'CN-25' && j.role === role)
  const [quality, compliance] = [entry('quality'), entry('compliance')]
  const missing = [...(quality === undefined ? ['quality'] : []), ...(compliance === undefined ? ['compliance'] : [])]
  if (missing.length > 0)
    return failing(
      input,
      `the journal has no review of ${missing.join(' and ')}`,
      `签署记录缺少${missing.map((m) => (m === 'quality' ? '质量审核' : '合规审查')).join('与')}`,
      {
        en: 'write `journal: [{ rule: CN-25, role: quality, person: …, day: …, says: … }]`',
        zh: '请写 `journal: [{ rule: CN-25, role: quality, person: …, day: …, says: … }]`',
      },
    )
  return quality!.person !== compliance!.person
    ? pass
    : failing(input, `\`${quality!.person}\` has made both reviews`, `两项审查均由 \`${quality!.person}\` 完成`)
}

/** CN-26: copyright and redistribution. */
export const copyright: PublishCheck = (input) => {
  const text = panelText(input, 'disclaimer', 'special', 'statement', 'contact')
  return mentions(text, input.words.get('copyright') ?? []) && mentions(text, input.words.get('redistribution') ?? [])
    ? pass
    : failing(input, 'no notice of copyright and redistribution', '没有版权与转载说明', {
        en: 'write it in `:::panel{role=disclaimer}`',
        zh: '请写在 `:::panel{role=disclaimer}` 中',
      })
}

/** CN-27: a correction names what it corrects. */
export const corrections: PublishCheck = (input) => {
  const { version, corrects } = input.document.front
  if (version <= 1 && corrects === null) return pass
  if (corrects === null || corrects.report === '' || corrects.changes.length === 0)
    return failing(
      input,
      `version ${version} names no report that it corrects and no changes`,
      `第 ${version} 版未指明所更正的报告与改动`,
      {
        en: 'write `corrects: { report: DATE, version: 1, changes: [ … ] }`',
        zh: '请写 `corrects: { report: 日期, version: 1, changes: [ … ] }`',
      },
    )
  const { reports, name } = input.past
  const named = corrects.report.replace(/^reports\//, '').replace(/\/$/, '')
  const near = reports === null ? undefined : nearest(named, reports)[0]
  if (reports !== null && !reports.includes(named))
    return failing(
      input,
      `there is no report \`${corrects.report}\` to correct`,
      `没有所更正的报告 \`${corrects.report}\``,
      near === undefined ? undefined : { en: `use \`${near}\``, zh: `可用 \`${near}\`` },
    )
  if (named === name && corrects.version >= version)
    return failing(
      input,
      `version ${version} corrects version ${corrects.version} of itself`,
      `第 ${version} 版更正的是自身第 ${corrects.version} 版`,
    )
  return pass
}

/** UL-01: without a licence no rating, target price or advice. */
export const noRating: PublishCheck = (input) => {
  const { rating } = input.document.front
  const found: Answer[] = []
  if (rating !== null)
    found.push(
      ...failing(input, `a rating \`${rating.label}\` is given`, `给出了评级 \`${rating.label}\``, {
        en: 'take it out, or say for whom it is: `rating: { …, profiles: [cn-licensed] }`',
        zh: '请删去，或写明适用对象：`rating: { …, profiles: [cn-licensed] }`',
      }),
    )
  const said = [...adviceIn(input), ...findWords(input.passages, input.words.get('advice') ?? [])]
  const once = new Map(said.map((f) => [f.word, f]))
  for (const { word, passage } of once.values())
    append(found, failing(input, `“${word}” is advice`, `“${word}”属于投资建议`, undefined, passage.at))
  if (found.length > 0) return found
  if (!isDrawn(input.document.theme) || signed(input, 'UL-01')) return pass
  const words = {
    en: 'the logo is drawn, so its words cannot be read: it is left out until an entry of the journal is signed for it',
    zh: '标识为图形，其中文字无法读取：在日志有签署记录之前不印出',
  }
  return [{ kind: 'unknown', words }]
}

/** Ratings, targets and advice of a document; definitions of ratings name them without giving one. */
export function adviceIn(
  input: Pick<PublishInput, 'words' | 'passages' | 'document' | 'memory'>,
): readonly FoundWording[] {
  const read = adviceReader(input.words)
  return [...input.passages, ...cellsOf(input.document)].flatMap((passage) =>
    [...read(passage.text, input.memory), ...lone(passage, input.words)]
      .filter(({ kind }) => kind !== 'label' || passage.role !== 'rating-scheme')
      .map(({ words }) => ({ word: words, passage })),
  )
}

// a line that is nothing but a rating; in a table the head says whether one to buy or sell is one
function lone({ text, cell }: Passage, lists: WordLists): readonly Advice[] {
  const words = foldSaid(text.replace(/[（(][^（）()]*[）)]\s*$/, '')).trim()
  const rating = words.replace(/评级$/, '').toLowerCase()
  if (!(lists.get('rating') ?? []).includes(rating)) return []
  const common = [...(lists.get('rating-common') ?? []), ...(cell ? trades : []), ...plainWords]
  return common.includes(rating) ? [] : [{ words, kind: 'label' }]
}

// what a shareholder does as well, and words that alone say nothing
const trades = ['买入', '增持', '卖出', '沽出', 'buy', 'sell']
const plainWords = ['add', 'hold', 'reduce', 'avoid', 'neutral', 'in line', 'accumulate']

/** A rule that only a person can answer: a signed entry of the journal. */
export const journal: PublishCheck = (input, rule) =>
  signed(input, rule.id)
    ? pass
    : failing(input, 'no signed entry of the journal answers it', '没有对应的签署记录', {
        en: `write \`journal: [{ rule: ${rule.id}, person: …, day: …, says: … }]\``,
        zh: `请写 \`journal: [{ rule: ${rule.id}, person: …, day: …, says: … }]\``,
      })

function signed(input: PublishInput, rule: string): boolean {
  return input.journal.some((j) => j.rule === rule && j.person !== '' && j.day !== '' && j.says !== '')
}
