import { AssayError, type Diagnostic } from '../../base/index.ts'
import { report, type Tokenizer } from '../../lab/index.ts'
import type { LabMachine } from './machine.ts'

/**
 * The tokenizer of a `tokenizer.json`, named by its folder or file and the hash of its bytes.
 *
 * Marks that a model puts around a text are not counted.
 *
 * @throws AssayError lab/missing-data when it cannot be read
 */
export async function openTokenizer(machine: LabMachine, file: string): Promise<Tokenizer> {
  const bytes = await machine.effects.read(file)
  if (bytes === null) throw new AssayError([unreadable(file, 'there is no such file', '没有这个文件')])
  // half a megabyte of code that few runs need
  const { Tokenizer: Reader } = await import('@huggingface/tokenizers')
  try {
    const reader = new Reader(JSON.parse(new TextDecoder().decode(bytes)), {})
    const name = `${nameOf(file)} sha256:${machine.effects.sha256(bytes).slice(0, 12)}`
    return { name, count: (text) => reader.encode(text, { add_special_tokens: false }).ids.length }
  } catch (error) {
    throw new AssayError([
      unreadable(file, `it is no tokenizer.json: ${(error as Error).message}`, '不是 tokenizer.json'),
    ])
  }
}

// a tokenizer.json is named by the folder that it lies in
function nameOf(file: string): string {
  const parts = file.split(/[/\\]/)
  return (parts.at(-1) === 'tokenizer.json' ? parts.at(-2) : parts.at(-1)) ?? file
}

function unreadable(file: string, en: string, zh: string): Diagnostic {
  return report('lab/missing-data', { en: `\`${file}\` cannot be read: ${en}`, zh: `无法读取 \`${file}\`：${zh}` })
}
