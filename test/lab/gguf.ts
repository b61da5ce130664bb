import { random } from '../../src/base/index.ts'

type Bytes = Buffer
const u32 = (v: number): Bytes => {
  const b = Buffer.alloc(4)
  b.writeUInt32LE(v)
  return b
}
const u64 = (v: number): Bytes => {
  const b = Buffer.alloc(8)
  b.writeBigUInt64LE(BigInt(v))
  return b
}
const f32 = (v: number): Bytes => {
  const b = Buffer.alloc(4)
  b.writeFloatLE(v)
  return b
}
const text = (s: string): Bytes => Buffer.concat([u64(Buffer.byteLength(s)), Buffer.from(s)])
const list = <T>(kind: number, items: readonly T[], one: (item: T) => Bytes): Bytes =>
  Buffer.concat([u32(kind), u64(items.length), ...items.map(one)])
const padded = (b: Bytes): Bytes => Buffer.concat([b, Buffer.alloc((32 - (b.length % 32)) % 32)])

/** A GGUF file of a model of one layer over single bytes, whose weights a seed makes. */
export function tinyGguf(): Buffer {
  const [width, heads, inner] = [32, 4, 64]
  const bytes = Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`)
  const tokens = ['<unk>', '<s>', '</s>', ...bytes, '▁']
  const kinds = tokens.map((_, i) => (i === 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1))
  const facts = [
    ['general.architecture', 8, text('llama')],
    ['general.name', 8, text('tiny')],
    ['llama.context_length', 4, u32(512)],
    ['llama.embedding_length', 4, u32(width)],
    ['llama.block_count', 4, u32(1)],
    ['llama.feed_forward_length', 4, u32(inner)],
    ['llama.attention.head_count', 4, u32(heads)],
    ['llama.attention.layer_norm_rms_epsilon', 6, f32(1e-5)],
    ['llama.rope.dimension_count', 4, u32(width / heads)],
    ['llama.vocab_size', 4, u32(tokens.length)],
    ['tokenizer.ggml.model', 8, text('llama')],
    ['tokenizer.ggml.tokens', 9, list(8, tokens, text)],
    ['tokenizer.ggml.scores', 9, list(6, tokens, () => f32(0))],
    ['tokenizer.ggml.token_type', 9, list(5, kinds, u32)],
    ['tokenizer.ggml.bos_token_id', 4, u32(1)],
    ['tokenizer.ggml.eos_token_id', 4, u32(2)],
    ['tokenizer.ggml.unknown_token_id', 4, u32(0)],
  ] as const
  const shapes: readonly (readonly [name: string, shape: readonly number[]])[] = [
    ['token_embd.weight', [width, tokens.length]],
    ['output_norm.weight', [width]],
    ['output.weight', [width, tokens.length]],
    ['blk.0.attn_norm.weight', [width]],
    ...['q', 'k', 'v', 'output'].map((n) => [`blk.0.attn_${n}.weight`, [width, width]] as const),
    ['blk.0.ffn_norm.weight', [width]],
    ['blk.0.ffn_gate.weight', [width, inner]],
    ['blk.0.ffn_up.weight', [width, inner]],
    ['blk.0.ffn_down.weight', [inner, width]],
  ]
  const chance = random('tiny')
  const infos: Bytes[] = []
  const weights: Bytes[] = []
  let offset = 0
  for (const [name, shape] of shapes) {
    infos.push(Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)]))
    const count = shape.reduce((a, b) => a * b, 1)
    const values = Float32Array.from({ length: count }, () => (name.includes('norm') ? 1 : chance.next() - 0.5))
    weights.push(padded(Buffer.from(values.buffer)))
    offset += weights.at(-1)!.length
  }
  const written = facts.map(([key, kind, value]) => Buffer.concat([text(key), u32(kind), value]))
  const head = [Buffer.from('GGUF'), u32(3), u64(shapes.length), u64(facts.length), ...written, ...infos]
  return Buffer.concat([padded(Buffer.concat(head)), ...weights])
}
