import type { Diagnostic } from '../base/index.ts'
import { type Derived, type Fact, factAddress, foldName } from '../facts/index.ts'
import type { Binder } from './binder.ts'
import { report } from './codes.ts'
import { type Placed, sentencesOf } from './comparison.ts'
import { related } from './context.ts'
import { namesIn, subjectsOf } from './named.ts'

// 被 A 击败, 比 A 高, beaten by A: what stands first is not what wins
const turned = /[被比较]|\b(?:compared|than)\b/i
const turnedAfter = /^\s*by\b/i

/**
 * Tells of comparison words between the names of others than their facts compare, or of the same in reverse.
 *
 * Only what a sentence says outright is held against the facts: a name before the word and one after it.
 */
export function checkSides(text: string, words: readonly Placed[], binder: Binder): readonly Diagnostic[] {
  return words.flatMap((word) => {
    const { relation } = word.derived
    const sentence = sentencesOf(text).find(([from, to]) => word.start >= from && word.start < to)
    if (relation === null || sentence === undefined) return []
    const [left, right] = [factOf(relation.left), factOf(relation.right)]
    const own = left === null ? undefined : binder.registry.entity(left.subject)
    if (left === null || right === null || own === undefined || left.subject === right.subject) return []
    const before = text.slice(sentence[0], word.start)
    const after = text.slice(word.end, sentence[1])
    const [first, second] = [lastName(before, own.kind, binder), firstName(after, own.kind, binder)]
    if (turned.test(before) || turnedAfter.test(after)) return []
    if (first === null || second === null) {
      const only = first ?? second
      const wanted = first === null ? right.subject : left.subject
      const apart = only !== null && ![left, right].some((f) => same(only, f.subject, binder))
      if (!apart || isNamed(text.slice(0, sentence[1]), wanted, own.kind, binder)) return []
      return [besideFinding(text.slice(word.start, word.end), only, left, right, word)]
    }
    const reversed = same(first, right.subject, binder) && same(second, left.subject, binder)
    const whole = text.slice(0, sentence[1])
    const strange = [
      [first, left.subject],
      [second, right.subject],
    ].some(([named, wanted]) => !same(named!, wanted!, binder) && !isNamed(whole, wanted!, own.kind, binder))
    return reversed || strange ? [finding(text.slice(word.start, word.end), first, second, left, right, word)] : []
  })
}

function finding(said: string, first: string, second: string, left: Fact, right: Fact, { at }: Placed): Diagnostic {
  return report(
    'report/subject',
    {
      en: `"${said}" stands between ${first} and ${second}, its facts compare \`${factAddress(left)}\` with \`${factAddress(right)}\``,
      zh: `“${said}”写在 ${first} 与 ${second} 之间，所绑定的却是 \`${factAddress(left)}\` 与 \`${factAddress(right)}\``,
    },
    {
      at,
      hint: { en: 'turn the address around, or mend the names', zh: '请调换地址的两边，或改正名称' },
    },
  )
}

function besideFinding(said: string, named: string, left: Fact, right: Fact, { at }: Placed): Diagnostic {
  return report(
    'report/subject',
    {
      en: `"${said}" stands beside ${named}, its facts compare \`${factAddress(left)}\` with \`${factAddress(right)}\``,
      zh: `“${said}”写在 ${named} 旁边，所绑定的却是 \`${factAddress(left)}\` 与 \`${factAddress(right)}\``,
    },
    {
      at,
      hint: {
        en: `compare the fact of ${named}, or mend the name`,
        zh: `请改为比较 ${named} 的事实，或改正名称`,
      },
    },
  )
}

function factOf(side: Derived): Fact | null {
  return side.fact?.fact ?? null
}

function same(named: string, subject: string, binder: Binder): boolean {
  return named === subject || related(named, subject, binder)
}

function isNamed(text: string, subject: string, kind: string, binder: Binder): boolean {
  return namesIn(foldName(text), subjectsOf(binder, kind)).some((n) => same(n.id, subject, binder))
}

function lastName(text: string, kind: string, binder: Binder): string | null {
  const folded = foldName(text)
  let best: { id: string; end: number } | null = null
  for (const { name, id } of namesIn(folded, subjectsOf(binder, kind))) {
    const at = folded.lastIndexOf(name)
    // names come the longest first, and one inside another ends no later
    if (best === null || at + name.length > best.end) best = { id, end: at + name.length }
  }
  return best?.id ?? null
}

function firstName(text: string, kind: string, binder: Binder): string | null {
  const folded = foldName(text)
  let best: { id: string; start: number } | null = null
  for (const { name, id } of namesIn(folded, subjectsOf(binder, kind))) {
    const at = folded.indexOf(name)
    if (best === null || at < best.start) best = { id, start: at }
  }
  return best?.id ?? null
}
