import { smallest } from '../../base/index.ts'

/**
 * The code that an answer holds: its fenced block that has `wanted`, else the longest block, else the whole text.
 *
 * @example takeCode('Here:\n```python\nx = 1\n```', 'x') // 'x = 1\n'
 */
export function takeCode(text: string, wanted: string): string {
  const blocks = [...text.matchAll(/```[ \t]*[\w+#.-]*[ \t]*\r?\n([\s\S]*?)(?:```|$)/g)].map((m) => m[1]!)
  if (blocks.length === 0) return text
  const fitting = blocks.filter((b) => b.includes(wanted))
  return (fitting.length > 0 ? fitting : blocks).reduce((a, b) => (b.length > a.length ? b : a))
}

/**
 * A completion up to the first of the words that stop it.
 *
 * @example cutAt('return 1\ndef f', ['\ndef']) // 'return 1'
 */
export function cutAt(text: string, stops: readonly string[]): string {
  const places = stops.map((s) => text.indexOf(s)).filter((p) => p !== -1)
  return places.length === 0 ? text : text.slice(0, smallest(places))
}

/**
 * The program that a prompt and an answer make: the answer goes on with the prompt, or stands in its place where it
 * defines the function itself.
 */
export function joinProgram(prompt: string, code: string, entry: string): string {
  const defined = new RegExp(`^[ \\t]*(?:async )?def[ \\t]+${entry.replace(/[^\w]/g, '')}\\b`, 'm').test(code)
  if (!defined) return prompt + code
  // what the prompt defines before its last function may be used by it
  const at = prompt.lastIndexOf('\ndef ')
  return `${at === -1 ? importsOf(prompt) : prompt.slice(0, at + 1)}\n${code}`
}

function importsOf(prompt: string): string {
  return prompt
    .split('\n')
    .filter((l) => /^(?:from\s+\S+\s+import|import)\s/.test(l))
    .join('\n')
}
