import { plainOf } from '../plain.ts'
import { foldSaid } from './advice.ts'
import { failing, type PublishCheck, type PublishInput, pass } from './input.ts'
import { cellsOf, findWords, mentions } from './wording.ts'

const label = '证券研究报告'

/** The words of all panels of a role. */
export function panelText(input: PublishInput, ...roles: readonly string[]): string {
  return input.passages
    .filter((p) => roles.includes(p.role))
    .map((p) => p.text)
    .join('\n')
}

const closing = ['statement', 'disclaimer', 'special', 'contact'] as const

/** CN-01: the label stands on the cover. */
export const hasLabel: PublishCheck = (input) =>
  input.document.front.type.includes(label)
    ? pass
    : failing(
        input,
        `\`type\` is \`${input.document.front.type}\`, not ${label}`,
        `\`type\` 为 \`${input.document.front.type}\`，未标明${label}`,
        {
          en: `write \`type: ${label}\``,
          zh: `请写 \`type: ${label}\``,
        },
      )

/** CN-01 for who has no licence: the label stands nowhere, however it is spaced or written. */
export const hasNoLabel: PublishCheck = (input) => {
  const { front } = input.document
  if ([front.type, front.kicker].some(bearsLabel))
    return failing(input, `the cover bears the label ${label}`, `封面使用了“${label}”标识`, {
      en: 'take it out',
      zh: '请删去',
    })
  const found = [...input.passages, ...cellsOf(input.document)].find((p) => bearsLabel(p.text))
  return found === undefined
    ? pass
    : failing(
        input,
        `the text uses the label ${label}`,
        `正文使用了“${label}”标识`,
        { en: 'take it out', zh: '请删去' },
        found.at,
      )
}

// the label as English editions print it
const shortest = 'security research report'.length
const english = /(?<!\b(?:no|not|not a|is no)\s)\bsecurit(?:y|ies) research report\b(?!s)/i

/** Whether a text bears the label; a regulation has it in its name, and a report may say that it is none. */
export function bearsLabel(text: string): boolean {
  const folded = foldSaid(text)
  // most cells are shorter
  if (!folded.includes(label)) return folded.length >= shortest && english.test(folded)
  const said = folded.replaceAll(/发布证券研究报告(?:暂行规定|执业规范|业务)/g, '')
  if (english.test(said)) return true
  return said.split(/[，。；;!?！？\n]/).some((clause) => {
    const before = clause.split(label)
    return before.length > 1 && !/不是|并非|不构成|不属于|不得|非$|不能|不使用|未使用|没有/.test(before[0]!)
  })
}

/** CN-02: the legal name stands on the cover or at the end. */
export const publisherName: PublishCheck = (input) => {
  const { legalNames } = input.publisher
  if (legalNames.length === 0)
    return failing(input, 'the settings name no legal name of the publisher', '设置中未写明发布机构法定全称', {
      en: 'write `publisher: { legal-name: … }` in assay.config.yaml',
      zh: '请在 assay.config.yaml 中写 `publisher: { legal-name: … }`',
    })
  const shown = `${input.document.front.publisher}\n${panelText(input, ...closing)}`
  const names = legalNames.map((n) => `\`${n}\``)
  return legalNames.some((n) => shown.includes(n))
    ? pass
    : failing(
        input,
        `${names.join(' or ')} stands neither on the cover nor at the end`,
        `封面与末页均未写明 ${names.join('或 ')}`,
      )
}

/** CN-03: a statement names the licence. */
export const licenceStatement: PublishCheck = (input) => {
  const words = input.words.get('licence') ?? []
  const text = panelText(input, ...closing)
  const said = findWords(
    input.passages.filter((p) => (closing as readonly string[]).includes(p.role)),
    words,
  )
  if (said.length > 0 && text !== '') return pass
  return failing(
    input,
    'no statement names the qualification for securities investment consulting',
    '声明中未写明具备证券投资咨询业务资格',
    {
      en: 'write it in `:::panel{role=disclaimer}`',
      zh: '请写在 `:::panel{role=disclaimer}` 中',
    },
  )
}

// S, four digits of the firm, one of the kind, year and month, four of the person
const number = /^S(\d{4})(\d)(\d{2})(0[1-9]|1[0-2])(\d{4})$/

/** CN-04: signers have numbers of the right form, all of one firm. */
export const signers: PublishCheck = (input) => {
  const { authors, date: published } = input.document.front
  if (authors.length === 0)
    return failing(input, 'nobody signs the report', '报告无人署名', { en: 'write `authors`', zh: '请写 `authors`' })
  // nobody signs before the month in which he was registered
  const isRight = (id: string) => {
    const [, , kind, year, month] = number.exec(id) ?? []
    return kind === '5' && `20${year}-${month}` <= published.slice(0, 7)
  }
  const wrong = authors.filter((a) => !isRight(a.id))
  const found = wrong.flatMap((a) =>
    failing(
      input,
      `\`${a.name}\` has \`${a.id}\`, a number such as S0210524040006 expected`,
      `\`${a.name}\` 的登记编号为 \`${a.id}\`，应如 S0210524040006`,
    ),
  )
  const firms = new Set(authors.flatMap((a) => number.exec(a.id)?.[1] ?? []))
  if (firms.size > 1)
    found.push(
      ...failing(
        input,
        `signers belong to ${firms.size} firms: ${[...firms].join(', ')}`,
        `署名人属于 ${firms.size} 家机构：${[...firms].join('、')}`,
      ),
    )
  return found.length === 0 ? pass : found
}

/** CN-05: who has the number of an assistant is not called an analyst. */
export const assistants: PublishCheck = (input) => {
  const wrong = input.document.front.authors.filter(
    (a) => number.exec(a.id)?.[2] === '1' && /分析师|analyst/i.test(a.name) && !/助理|assistant/i.test(a.name),
  )
  return wrong.length === 0
    ? pass
    : wrong.flatMap((a) => failing(input, `\`${a.name}\` (${a.id}) is an assistant`, `\`${a.name}\`（${a.id}）为助理`))
}

/** CN-06: the day of publication is not before the data end. */
export const date: PublishCheck = (input) => {
  const { front } = input.document
  const end = front.period.split('/').at(-1) ?? ''
  if (end !== '' && end > front.date)
    return failing(
      input,
      `the date ${front.date} is before the end of the period ${end}`,
      `发布日期 ${front.date} 早于数据截止日 ${end}`,
    )
  const late = [...input.document.bindings.values()].find((b) => b.facts.some((f) => f.known > front.date))
  return late === undefined
    ? pass
    : failing(
        input,
        `\`${late.text}\` became known after ${front.date}`,
        `\`${late.text}\` 在 ${front.date} 之后才为人所知`,
        undefined,
        late.at,
      )
}

/** EU: persons responsible are named with their firm. */
export const identity: PublishCheck = (input) => {
  const { authors, publisher } = input.document.front
  if (publisher === '') return failing(input, 'no publisher is named', '未写明发布机构')
  const bare = authors.filter((a) => a.name === '' || a.contact === '')
  if (authors.length === 0) return failing(input, 'no person responsible is named', '未写明负责人')
  return bare.length === 0 ? pass : failing(input, 'a person has no name or contact', '有人员缺少姓名或联系方式')
}

/** EU: date and time of completion and of first dissemination. */
export const completion: PublishCheck = (input) => {
  const entry = (role: string) => input.journal.find((j) => j.role === role)
  const missing = ['completed', 'disseminated'].filter((role) => entry(role) === undefined)
  return missing.length === 0
    ? pass
    : failing(
        input,
        `the journal has no entry of role ${missing.join(' and ')}`,
        `签署记录缺少 ${missing.join('、')}`,
        {
          en: 'write `{ rule: EU-01, role: completed, person: …, day: …, says: "18:30 CET" }`',
          zh: '请写 `{ rule: EU-01, role: completed, person: …, day: …, says: "18:30 CET" }`',
        },
      )
}

/** US: a certification, and the meaning of ratings. */
export const certification: PublishCheck = (input) => {
  const text = panelText(input, 'statement', 'disclaimer')
  return /certif/i.test(text) && mentions(text, input.words.get('pay') ?? [])
    ? pass
    : failing(
        input,
        'no certification that views are personal and pay is not tied to them',
        '缺少观点出自本人、报酬与观点无关的认证声明',
        {
          en: 'write it in `:::panel{role=statement}`',
          zh: '请写在 `:::panel{role=statement}` 中',
        },
      )
}

/** The title of the report as plain words. */
export function titleOf(input: PublishInput): string {
  return plainOf(input.document.headline.title).text
}
