import { AssayError } from '../../base/index.ts'
import { report } from '../codes.ts'
import type { Model } from './model.ts'

/** What is told to who names a GGUF file: it is served by another program and asked over its endpoint. */
export async function openGguf(file: string): Promise<Model> {
  throw new AssayError([
    report(
      'lab/missing-capability',
      {
        en: `\`${file}\` cannot be run inside this process`,
        zh: `无法在本进程内运行 \`${file}\``,
      },
      {
        hint: {
          en: 'serve it with llama.cpp (`llama-server -m FILE`) and pass `--url http://127.0.0.1:8080/v1`',
          zh: '请用 llama.cpp 提供服务（`llama-server -m 文件`），并加 `--url http://127.0.0.1:8080/v1`',
        },
      },
    ),
  ])
}
