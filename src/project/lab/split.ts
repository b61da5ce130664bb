import type { FileDataset } from '../../lab/index.ts'

/** The part of a dataset that a file holds, as its name or its folder says. */
export type Split = 'test' | 'validation' | 'dev' | 'train'

const names: Readonly<Record<string, Split>> = {
  test: 'test',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'dev',
  train: 'train',
}

/**
 * The split that a path names, `null` where it names none; the name of the file goes before its folders.
 *
 * @example splitOf('dev/anatomy_dev.csv') // 'dev'
 */
export function splitOf(path: string): Split | null {
  for (const part of path.split('/').reverse()) {
    const words = part.toLowerCase().split(/[^a-z]+/)
    const word = words.reverse().find((w) => Object.hasOwn(names, w))
    if (word !== undefined) return names[word]!
  }
  return null
}

/** The split whose samples are asked: the one whose size is known, otherwise `test`. */
export function askedSplit(dataset: FileDataset): Split {
  return Object.hasOwn(dataset.sizes ?? {}, 'validation') ? 'validation' : 'test'
}

/** The files of a folder that hold a split; all of them where none does. */
export function filesOfSplit(files: readonly string[], split: string): readonly string[] {
  const held = files.filter((f) => splitOf(f) === split)
  return held.length === 0 ? files : held
}
