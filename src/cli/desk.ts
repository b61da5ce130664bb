import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Effects } from '../base/index.ts'
import {
  configFile,
  createPdfMaker,
  createPdfMakers,
  fontFiles,
  nodeEffects,
  type PdfMaker,
  type Places,
  packageFolder,
  readFonts,
  rulesBeside,
} from '../project/index.ts'
import type { Invocation } from './command.ts'

/** The desk that a command is about, and the machine confined to it. */
export interface Opened {
  readonly effects: Effects
  readonly places: Places
}

/** The desk named by `--desk`, or the one in or above the current folder. */
export function openDesk(invocation: Invocation): Opened {
  const desk = deskFolder(invocation)
  const data = join(packageFolder, 'data')
  const compiled = join(packageFolder, 'dist/shipped.json')
  const profile = invocation.options.profile as string | undefined
  return {
    effects: nodeEffects([desk, data, compiled, rulesBeside(compiled)], invocation.terminal.progress),
    places: { desk, data, compiled, ...(profile === undefined ? {} : { profile }) },
  }
}

/** The folder of the desk that a command is about. */
export function deskFolder({ options, terminal }: Invocation): string {
  return typeof options.desk === 'string' ? resolve(terminal.folder, options.desk) : nearestDesk(terminal.folder)
}

/** The desk in or above a folder; the folder itself where there is none. */
export function nearestDesk(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, configFile))) return folder
    if (dirname(folder) === folder) return from
  }
}

/**
 * Typesetters for the PDFs of a command, in threads of their own where the package is built.
 *
 * @throws AssayError project/missing-font when the fonts are not installed
 */
export async function openPdfMaker(): Promise<PdfMaker> {
  const files = fontFiles()
  if (files === null) await readFonts(files)
  return createPdfMakers() ?? createPdfMaker(await readFonts(files))
}
