import {
  type Day,
  type Diagnostic,
  type Found,
  isDay,
  isRecord,
  nearest,
  readSpec,
  type Severity,
  type Spec,
  settingList,
  settingText,
  type Words,
} from '../../base/index.ts'
import { publishReport } from './codes.ts'

/** Who publishes: what he may do, and what he must say, follows from it. */
export type Profile = 'cn-licensed' | 'cn-unlicensed' | 'eu-mar' | 'us-finra'

/** All profiles. */
export const profiles: readonly Profile[] = ['cn-licensed', 'cn-unlicensed', 'eu-mar', 'us-finra']

/** One rule of publishing, in force from a day on. */
export interface PublishRule {
  readonly id: string
  readonly pack: string
  readonly profiles: readonly string[]
  readonly from: Day
  readonly until: Day | ''
  readonly severity: Severity
  /** name of the check that carries it out; `journal` asks for a signed entry */
  readonly check: string
  readonly instrument: string
  readonly article: string
  readonly words: Words
  /** who has looked at the pack; `none` until a person signs */
  readonly reviewedBy: string
}

/** What a rule came to in one report. */
export interface PublishResult {
  readonly rule: PublishRule
  readonly result: 'pass' | 'fail' | 'unknown' | 'waived'
  /** findings that say why; none for a pass */
  readonly diagnostics: readonly Diagnostic[]
}

const packKeys: readonly string[] = ['id', 'version', 'zh', 'en', 'reviewed_by', 'rules']
const ruleKeys: readonly string[] = [
  'id',
  'profiles',
  'from',
  'until',
  'severity',
  'check',
  'how',
  'instrument',
  'article',
  'zh',
  'en',
]

/** Rules for who has no licence: a desk can neither replace nor lower them, and nobody can waive them. */
export const firmRules: readonly string[] = ['UL-01', 'CN-01U']

/**
 * The rules of a pack; `checks` are the names that a rule may have carried out.
 *
 * A rule of `kept` is refused: what ships stays as it is.
 */
export function parsePack(
  file: string,
  text: string,
  checks: readonly string[],
  kept: readonly string[] = [],
): Found<readonly PublishRule[]> {
  const spec = readSpec(file, text)
  spec.allow(packKeys)
  const { value } = spec
  const entries = Array.isArray(value.rules) ? value.rules : []
  if (spec.faults.length === 0 && entries.length === 0)
    spec.fault(['rules'], 'the pack has no rules', '规则包中没有规则')
  const rules = entries.flatMap((entry: unknown, i): readonly PublishRule[] => {
    if (!isRecord(entry)) {
      spec.fault(['rules', i], 'a rule is a set of keys', '规则应由若干键组成')
      return []
    }
    if (!kept.includes(settingText(entry.id).trim())) return ruleOf(spec, entry, i, checks)
    const id = settingText(entry.id)
    spec.fault(
      ['rules', i, 'id'],
      `\`${id}\` cannot be replaced or changed by a desk; the shipped rule stays`,
      `工作台不得替换或修改 \`${id}\`，仍按自带规则执行`,
    )
    return []
  })
  const diagnostics = spec.faults.map(
    ({ en, zh, at, near }): Diagnostic =>
      publishReport(
        'publish/bad-pack',
        { en, zh },
        { at, ...(near === undefined ? {} : { hint: { en: `use \`${near}\``, zh: `可用 \`${near}\`` } }) },
      ),
  )
  return { value: rules, diagnostics }
}

function ruleOf(
  spec: Spec,
  entry: Readonly<Record<string, unknown>>,
  index: number,
  checks: readonly string[],
): readonly PublishRule[] {
  const path = ['rules', index]
  spec.allow(ruleKeys, path)
  const text = (key: string) => settingText(entry[key])
  const check = text('check')
  const near = checks.includes(check) ? undefined : nearest(check, checks)[0]
  if (!checks.includes(check))
    spec.fault(
      [...path, 'check'],
      `\`check\` is \`${check}\`${near ? `, \`${near}\` is the nearest` : ''}`,
      `\`check\` 为 \`${check}\`${near ? `，最接近的是 \`${near}\`` : ''}`,
    )
  const severity = text('severity')
  if (severity !== 'error' && severity !== 'warning' && severity !== 'note')
    spec.fault([...path, 'severity'], `\`severity\` is \`${severity}\``, `\`severity\` 为 \`${severity}\``)
  if (!isDay(text('from')) || (text('until') !== '' && !isDay(text('until'))))
    spec.fault(path, '`from` and `until` are days', '`from` 与 `until` 应为日期')
  const known = settingList(entry.profiles)
  for (const [i, profile] of known.entries())
    if (!profiles.includes(profile as Profile))
      spec.fault([...path, 'profiles', i], `\`${profile}\` is no profile`, `没有发布者类型 \`${profile}\``)
  return [
    Object.freeze({
      id: text('id'),
      pack: `${settingText(spec.value.id)}@${settingText(spec.value.version)}`,
      profiles: known,
      from: text('from'),
      until: text('until'),
      severity: severity as Severity,
      check,
      instrument: text('instrument'),
      article: text('article'),
      words: { en: text('en'), zh: text('zh') },
      reviewedBy: settingText(spec.value.reviewed_by) || 'none',
    }),
  ]
}

/** The rules that bind a publisher of `profile` on `day`. */
export function rulesFor(rules: readonly PublishRule[], profile: string, day: Day): readonly PublishRule[] {
  return rules.filter((r) => r.profiles.includes(profile) && r.from <= day && (r.until === '' || day <= r.until))
}
