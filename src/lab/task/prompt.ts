import type { Request } from '../models/model.ts'
import type { Protocol } from '../protocol/protocol.ts'

/** A request that says `text` as the user, framed as the protocol wants it. */
export function chat(protocol: Protocol, text: string): Request {
  return {
    messages: [
      ...(protocol.system === '' ? [] : [{ role: 'system' as const, content: protocol.system }]),
      { role: 'user' as const, content: text },
      ...(protocol.prefill === '' ? [] : [{ role: 'assistant' as const, content: protocol.prefill }]),
    ],
    maxTokens: protocol.maxTokens,
    temperature: protocol.temperature,
    ...(protocol.stop.length === 0 ? {} : { stop: protocol.stop }),
  }
}

/** A request to go on with `text`, for base models. */
export function complete(protocol: Protocol, text: string): Request {
  return {
    prompt: text + protocol.prefill,
    maxTokens: protocol.maxTokens,
    temperature: protocol.temperature,
    ...(protocol.stop.length === 0 ? {} : { stop: protocol.stop }),
  }
}

/** `blocks` with a blank line between them, those without words left out. */
export function paragraphs(...blocks: readonly string[]): string {
  return blocks.filter((b) => b !== '').join('\n\n')
}

/** The letters of options. */
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * `choices` one to a line, each behind its letter.
 *
 * @example lettered(['yes', 'no']) // 'A. yes\nB. no'
 */
export function lettered(choices: readonly string[], after = '. '): string {
  return choices.map((c, i) => `${letters[i]}${after}${c}`).join('\n')
}

/** What asks a model how sure it is. */
export const confidenceLine =
  'End with a line "Confidence: N%", where N is how likely your answer is right, from 0 to 100.'

/** Whether a protocol asks how sure the model is. */
export function asksConfidence(protocol: Protocol): boolean {
  return /\/confidence@\d+$/.test(protocol.template)
}
