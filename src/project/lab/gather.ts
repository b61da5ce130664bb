import { AssayError, nearest, plural } from '../../base/index.ts'
import {
  guessFormat,
  type ImportFormat,
  merged,
  type Prediction,
  predictionFiles,
  readPredictions,
  report,
  withoutAnswered,
} from '../../lab/index.ts'
import type { LabMachine } from './machine.ts'
import { rowsOf } from './samples.ts'

/** Files as they are, of folders those that hold predictions. */
export async function filesOf(machine: LabMachine, named: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    named.map(async (path) => {
      const inside = await machine.effects.list(path)
      return inside.length === 0 ? [path] : predictionFiles(inside).map((f) => `${path}/${f}`)
    }),
  )
  return withoutAnswered(found.flat())
}

/**
 * The predictions that files hold, those of one key as one.
 *
 * @throws AssayError lab/bad-prediction where they are of several models and none is named
 */
export async function gather(
  machine: LabMachine,
  files: readonly string[],
  options: { readonly format: ImportFormat | ''; readonly model: string },
) {
  const predictions = new Map<string, Prediction>()
  const draws = new Draws()
  const faults: string[] = []
  let format: ImportFormat | '' = options.format
  let line = 0
  for (const file of files) {
    for await (const read of rowsOf(machine, file, {})) {
      line += 1
      if ('bad' in read) {
        faults.push(`line ${read.line} ${read.bad}`)
        continue
      }
      if (format === '') format = guessFormat(read.row)
      const found = readPredictions(format, read.row, line)
      if ('lacks' in found) {
        faults.push(`record ${line} lacks ${found.lacks}`)
        continue
      }
      for (const p of found) {
        // HELM keeps answers and scores of an instance in files beside each other
        const key = format === 'helm' ? p.key : `${format === 'opencompass' ? baseName(file) : file}\u0000${p.key}`
        const [place, drawn] = draws.place(key, p)
        const known = predictions.get(place)
        predictions.set(place, known === undefined ? drawn : merged(known, drawn))
      }
    }
  }
  const diagnostics =
    faults.length === 0
      ? []
      : [
          report('lab/bad-prediction', {
            en: `${plural(faults.length, 'record')} cannot be read as \`${format}\`, the first: ${faults[0]}`,
            zh: `${faults.length} 条记录不能按 \`${format}\` 读取，第一处：${faults[0]}`,
          }),
        ]
  const all = ofOneModel([...predictions.values()], options.model)
  return { predictions: all, format: (format || 'predictions') as ImportFormat, diagnostics }
}

// lines of one sample: another metric is another score of the same answer, the same metric again is another answer
class Draws {
  readonly #seen = new Map<string, Map<string, number>>()

  place(key: string, p: Prediction): readonly [string, Prediction] {
    if (p.metric === undefined) return [key, p]
    const times = this.#seen.get(key) ?? new Map<string, number>()
    this.#seen.set(key, times)
    const first = times.size === 0 || [...times.keys()][0] === p.metric
    const nth = (times.get(p.metric) ?? 0) + 1
    times.set(p.metric, nth)
    const { value } = p.recorded
    const recorded = first || value === undefined ? p.recorded : { [p.metric]: value }
    return [`${key}\u0000${nth}`, { ...p, recorded }]
  }
}

// predictions and results of OpenCompass have one name in two folders
function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

// a file may hold the answers of many models; a run is of one
function ofOneModel(predictions: readonly Prediction[], model: string): readonly Prediction[] {
  const names = [...new Set(predictions.flatMap((p) => (p.model ? [p.model] : [])))]
  if (names.length < 2) return predictions
  if (names.includes(model)) return predictions.filter((p) => p.model === model)
  const near = nearest(model, names)
  const shown = (near.length > 0 ? near : names).slice(0, 8).map((n) => `\`${n}\``)
  throw new AssayError([
    report(
      'lab/bad-prediction',
      {
        en: `the file holds the answers of ${names.length} models${model === '' ? '' : `, and none is \`${model}\``}: ${shown.join(', ')}${shown.length < names.length ? ', …' : ''}`,
        zh: `文件含 ${names.length} 个模型的回答${model === '' ? '' : `，其中没有 \`${model}\``}：${shown.join('、')}${shown.length < names.length ? ' 等' : ''}`,
      },
      { hint: { en: 'name one with `--model`', zh: '请用 `--model` 指明一个' } },
    ),
  ])
}
