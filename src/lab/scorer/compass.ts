/**
 * Where OpenCompass looks for an option, in its order; `X` stands for one of the letters, which is the group.
 *
 * @source open-compass/opencompass 0.5.4, utils/text_postprocessors.py: first_option_postprocess
 */
const places: readonly string[] = [
  '答案是?\\s*X',
  '答案是?\\s*：\\s*X',
  '答案是?\\s*:\\s*X',
  '答案选项应?该?是\\s*X',
  '答案选项应?该?为\\s*X',
  '答案应该?是\\s*X',
  '答案应该?选\\s*X',
  '答案选项为?\\s*：\\s*X',
  '答案选项为?\\s+\\(?\\*?\\*?X\\*?\\*?\\)?',
  '答案选项是?\\s*:\\s*X',
  '答案为\\s*X',
  '答案选\\s*X',
  '选择?\\s*X',
  // two lines of the original without a comma between them are one
  '故选?\\s*X只有选?项?\\s?X\\s?是?对',
  '只有选?项?\\s?X\\s?是?错',
  '只有选?项?\\s?X\\s?不?正确',
  '只有选?项?\\s?X\\s?错误',
  '说法不?对选?项?的?是\\s?X',
  '说法不?正确选?项?的?是\\s?X',
  '说法错误选?项?的?是\\s?X',
  'X\\s?是正确的',
  'X\\s?是正确答案',
  '选项\\s?X\\s?正确',
  '所以答\\s?X',
  '所以\\s?(O[.。$]?$)',
  '所有\\s?(O[.。$]?$)',
  '[\\s，：:,]X[。，,.]?$',
  '[\\s，,：:][故即]X[。.]?$',
  '[\\s，,：:]因此X[。.]?$',
  '[是为。]\\s?X[。.]?$',
  '因此\\s?X[。.]?$',
  '显然\\s?X[。.]?$',
  '答案是\\s?(\\S+)(?:。|$)',
  '答案应该是\\s?(\\S+)(?:。|$)',
  '答案为\\s?(\\S+)(?:。|$)',
  '(?i)ANSWER\\s*:\\s*X',
  '[Tt]he answer is:?\\s+\\(?X\\)?',
  '[Tt]he answer is:?\\s+\\(?\\*?\\*?X\\*?\\*?\\)?',
  '[Tt]he answer is option:?\\s+\\(?X\\)?',
  '[Tt]he correct answer is:?\\s+\\(?X\\)?',
  '[Tt]he correct answer is option:?\\s+\\(?X\\)?',
  '[Tt]he correct answer is:?.*?boxed\\{X\\}',
  '[Tt]he correct option is:?.*?boxed\\{X\\}',
  '[Tt]he correct answer option is:?.*?boxed\\{X\\}',
  '[Tt]he answer to the question is:?\\s+\\(?X\\)?',
  '^选项\\s?X',
  '^X\\s?选?项',
  '(\\s|^)O[\\s。，,：:.$]',
  '1.\\s?(.*?)$',
  '1.\\s?X[.。$]?$',
  'X:',
  'X',
]

const compiled = new Map<string, readonly RegExp[]>()

function patternsOf(letters: string): readonly RegExp[] {
  const known = compiled.get(letters)
  if (known !== undefined) return known
  const made = places.map((p) => {
    const bare = p.replace('(?i)', '').replace(/[XO]/g, (mark) => (mark === 'X' ? `([${letters}])` : `[${letters}]`))
    return new RegExp(bare, p.startsWith('(?i)') ? 'si' : 's')
  })
  compiled.set(letters, made)
  return made
}

/**
 * The option that OpenCompass takes from a text, `null` when none of its places has one.
 *
 * Of a place that holds more than a letter, the first of the letters that is in it.
 *
 * @source open-compass/opencompass 0.5.4, utils/text_postprocessors.py: first_option_postprocess
 * @example firstOption('所以答案是：C。', 'ABCD') // 'C'
 */
export function firstOption(text: string, letters: string): string | null {
  const bare = text.trim()
  for (const pattern of patternsOf(letters)) {
    const found = pattern.exec(bare)
    if (found === null) continue
    const held = found[1] === undefined || found[1] === '' ? found[0] : found[1]
    const letter = [...letters].find((l) => held.includes(l))
    if (letter !== undefined) return letter
  }
  return null
}

/** The first capital of a text, of whatever script. */
export function firstCapital(text: string): string | null {
  return /\p{Uppercase}/u.exec(text)?.[0] ?? null
}

/** The last capital of a text, of whatever script. */
export function lastCapital(text: string): string | null {
  return text.match(/\p{Uppercase}/gu)?.at(-1) ?? null
}

/**
 * The last number before a next `Question:`, `NULL` without one.
 *
 * @source open-compass/opencompass 0.5.4, datasets/gsm8k.py: gsm8k_postprocess
 * @example lastPlainNumber('So 3 and 4.50') // '4.50'
 */
export function lastPlainNumber(text: string): string {
  return (
    text
      .split('Question:')[0]!
      .match(/-?\d+\.\d+|-?\d+/g)
      ?.at(-1) ?? 'NULL'
  )
}

/**
 * Whether a number is the right one to OpenCompass: the same text, or within a millionth of a whole number.
 *
 * @source open-compass/opencompass 0.5.4, datasets/gsm8k.py: Gsm8kEvaluator
 */
export function isPlainNumber(given: string, right: string): boolean {
  if (given === right) return true
  return (
    /^\s*[+-]?\d+\s*$/.test(right) &&
    /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(given) &&
    Math.abs(Number(given) - Number(right)) < 1e-6
  )
}
