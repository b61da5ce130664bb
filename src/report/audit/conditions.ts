import type { Scope } from '../../facts/index.ts'

/** Whether a text may state conditions at all; most do not. */
export function mayHoldConditions(text: string): boolean {
  return /shot|样本|CoT|chain|思维链|diamond|钻石|main|主集|base|train|基座|预训练|inst|chat|\b[IP]T\b|指令|对话版|think|思考/i.test(
    text,
  )
}

/** A pattern of the words by which a cell or a column says nothing but conditions: 5-shot, no CoT, pass@1. */
export const conditionWord =
  '(?:(?:\\d{1,3}|zero|one|few|five)[\\s-]?shots?|(?:non-?|no\\s|w/o\\s)?CoT(?:@\\d{1,3})?|[零少]样本|\\d{1,3}\\s?样本|无?思维链|(?:pass|maj)@\\d{1,3})'

const noConditions: Scope = Object.freeze({})

/** Evaluation conditions that a label, a note or a sentence states, as scope keys. */
export function conditionsIn(text: string): Scope {
  if (!mayHoldConditions(text)) return noConditions
  const found: Record<string, string> = {}
  const shots =
    /(?<![\d.@])((?:\d{1,2}[-‐‑–])?\d{1,3})\s?[-‐‑–]?\s?shots?\b|\b(zero|one|few|five)[-‐‑ ]shots?\b|(零|少)样本/i.exec(
      text,
    )
  if (shots !== null) {
    const word = (shots[2] ?? shots[3] ?? '').toLowerCase()
    const named = { zero: '0', one: '1', five: '5', 零: '0' } as Readonly<Record<string, string>>
    const value = shots[1] ?? named[word]
    if (value !== undefined) found.shots = shotsOf(value)
  }
  if (/\bnon[-‐‑ ]{0,2}CoT\b|\b(?:no|without|w\/o)\sCoT\b|[无非不]\s?(?:含|用)?\s?CoT|不使用思维链/i.test(text))
    found.cot = 'no'
  else if (/(?<![A-Za-z])CoT(?![A-Za-z])|chain[- ]of[- ]thought|思维链/i.test(text)) found.cot = 'yes'
  if (/(?<![A-Za-z])diamond(?![A-Za-z])|钻石/i.test(text)) found.version = 'diamond'
  else if (/\bmain(?:\sset)?\b|主集/i.test(text)) found.version = 'main'
  if (/\bnon[- ]?thinking\b|\bno[- ]thinking\b|非思考/i.test(text)) found.mode = 'non-thinking'
  else if (/\bthinking\b|思考模式|[（(]思考[)）]/i.test(text)) found.mode = 'thinking'
  if (/\b(?:base|pre-?trained)\b|基座|预训练版?本?|\bPT\b|-pt\b/.test(text)) found.variant = 'base'
  else if (
    /\b(?:[Ii]nstruct(?:ion(?!\s[Ff]ollow))?|[Ii]nst(?=\.)|[Cc]hat|IT)\b|-it\b|指令(?:微调|版)|对话版/.test(text)
  )
    found.variant = 'instruct'
  return Object.freeze(found)
}

// 3-5 is a range as sources print it, Llama-3-1-shot is not
function shotsOf(printed: string): string {
  const [low, high] = printed.split(/[-‐‑–]/).map(Number)
  return high === undefined ? String(low) : low! < high ? `${low}-${high}` : String(high)
}

/** `text` without the conditions in parentheses at its end. */
export function withoutConditions(text: string): string {
  return text
    .replace(
      /\s*[（(][^()（）]*(?:shot|CoT|思维链|样本|IT\b|PT\b|instruct|chat|base|diamond|main|主集|基座|对话|指令|think|思考|%|％)[^()（）]*[）)]/gi,
      '',
    )
    .trim()
}

/** The keys under which `stated` says another thing than `scope` does; keys that one of them lacks do not count. */
export function differing(stated: Scope, scope: Scope): readonly string[] {
  return Object.keys(stated).filter((key) => scope[key] !== undefined && scope[key] !== stated[key])
}
