import { type Diagnostic, type Span, wholeFile } from '../../base/index.ts'
import type { Document } from '../tree.ts'
import { aiKept, aiMetadata, aiNotice, aiRecord } from './ai.ts'
import { publishReport } from './codes.ts'
import {
  adviceIn,
  analystStatement,
  archived,
  comparable,
  consistency,
  copyright,
  corrections,
  forecasts,
  fresh,
  guarantee,
  hype,
  journal,
  noRating,
  numbers,
  ratingBands,
  ratingDefinitions,
  reviewed,
  risks,
  rumour,
  sourceClass,
  sources,
  units,
} from './content.ts'
import {
  assistants,
  bearsLabel,
  certification,
  completion,
  date,
  hasLabel,
  hasNoLabel,
  identity,
  licenceStatement,
  publisherName,
  signers,
} from './identity.ts'
import type { Answer, PublishCheck, PublishInput } from './input.ts'
import { conflicts, ratingHistory, ratingPoints, ratingShares } from './log.ts'
import { type PublishResult, type PublishRule, rulesFor } from './rule.ts'
import { passagesOf, type WordLists } from './wording.ts'

/** Every check by the name that a pack uses. */
export const publishChecks: Readonly<Record<string, PublishCheck>> = {
  label: hasLabel,
  'no-label': hasNoLabel,
  'publisher-name': publisherName,
  'licence-statement': licenceStatement,
  signers,
  assistants,
  date,
  identity,
  completion,
  certification,
  sources,
  'source-class': sourceClass,
  risks,
  'rating-definitions': ratingDefinitions,
  'rating-bands': ratingBands,
  'analyst-statement': analystStatement,
  journal,
  guarantee,
  hype,
  rumour,
  numbers,
  consistency,
  archived,
  fresh,
  units,
  comparable,
  forecasts,
  reviewed,
  copyright,
  corrections,
  'no-rating': noRating,
  conflicts,
  'rating-history': ratingHistory,
  'rating-shares': ratingShares,
  'rating-points': ratingPoints,
  'ai-notice': aiNotice,
  'ai-metadata': aiMetadata,
  'ai-record': aiRecord,
  'ai-kept': aiKept,
}

/** The answers to every rule that binds the publisher on the day of the report. */
export function checkPublishing(input: PublishInput, rules: readonly PublishRule[]): readonly PublishResult[] {
  return rulesFor(rules, input.publisher.profile, input.document.front.date).map((rule) => {
    const answers = publishChecks[rule.check]?.(input, rule) ?? []
    const diagnostics = answers.flatMap((a) => findingOf(a, rule, input))
    const result = answers.some((a) => a.kind === 'fail')
      ? 'fail'
      : answers.some((a) => a.kind === 'unknown')
        ? 'unknown'
        : 'pass'
    return { rule, result, diagnostics }
  })
}

function findingOf(answer: Answer, rule: PublishRule, input: PublishInput): readonly Diagnostic[] {
  switch (answer.kind) {
    case 'pass':
      return []
    case 'unknown':
      return [publishReport('publish/unknown', said(rule, answer.words), { at: input.head })]
    case 'fail': {
      const code = rule.severity === 'error' ? 'publish/rule' : 'publish/advice'
      const finding = publishReport(code, said(rule, answer.words), {
        at: answer.at,
        ...(answer.hint === undefined ? {} : { hint: answer.hint }),
      })
      return [answer.told === true ? { ...finding, severity: 'note' } : finding]
    }
  }
}

function said(rule: PublishRule, words: Answer extends infer A ? (A extends { words: infer W } ? W : never) : never) {
  return { en: `\`${rule.id}\` ${rule.words.en}: ${words.en}`, zh: `\`${rule.id}\` ${rule.words.zh}：${words.zh}` }
}

/** `results` after waivers were applied to their findings: a failure whose every finding is waived is waived. */
export function settled(results: readonly PublishResult[], applied: readonly Diagnostic[]): readonly PublishResult[] {
  const waived = new Set(applied.filter((d) => d.waived !== undefined).map((d) => d.message.en))
  return results.map((r) =>
    r.diagnostics.length > 0 && r.diagnostics.every((d) => waived.has(d.message.en)) ? { ...r, result: 'waived' } : r,
  )
}

/** Where a report carries what only a profile can allow; `null` for nowhere. */
export function needsProfile(document: Document, words: WordLists): Span | null {
  const head = wholeFile(document.file)
  const passages = passagesOf(document)
  if (document.front.rating !== null || bearsLabel(document.front.type)) return head
  return passages.find((p) => bearsLabel(p.text))?.at ?? adviceIn({ document, passages, words })[0]?.passage.at ?? null
}
