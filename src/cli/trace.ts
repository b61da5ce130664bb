import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

// a frame in a built program: name, file, line, column
const frame =
  /^(\s+at )(.*?)\(?(?:file:\/\/)?(\/[^()]*\/dist\/[\w-]+\.c?js|[A-Z]:[^()]*\\dist\\[\w-]+\.c?js):(\d+):(\d+)\)?$/
// the head that a program is run with stands before its first line
const head = '(function(exports,require,module,__filename){'.length

/**
 * `stack` with the places of a built program as they are in its sources, for the map that lies beside it.
 *
 * Frames that no map knows stay as they are.
 */
export function sourceTrace(stack: string): string {
  const maps = new Map<string, SourceMap | null>()
  const mapOf = (file: string) => {
    const known = maps.get(file)
    if (known !== undefined) return known
    const read = existsSync(`${file}.map`) ? new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))) : null
    maps.set(file, read)
    return read
  }
  return stack
    .split('\n')
    .map((text) => {
      const match = frame.exec(text)
      if (match === null) return text
      const [, at, , file, line, column] = match
      const shift = file!.endsWith('.cjs') && line === '1' ? head : 0
      const entry = mapOf(file!)?.findEntry(Number(line) - 1, Number(column) - 1 - shift)
      if (entry === undefined || entry === null || !('originalSource' in entry)) return text
      const { name: called } = entry as { readonly name?: string }
      const name = called === undefined ? '' : `${called} `
      return `${at}${name}${entry.originalSource.replace(/^(?:\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
    })
    .join('\n')
}
