import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { type Effects, isDay, type Lang } from '../../base/index.ts'
import {
  type Audit,
  audit,
  auditDiagnostics,
  auditListing,
  charactersFolder,
  createAuditHelpers,
  factsBeside,
  nodeEffects,
  packageVersion,
  refuseFolder,
  refuseLarge,
  renderAuditHtml,
  renderAuditXlsx,
  renderClaimReviews,
} from '../../project/index.ts'
import { type Command, deskOption, type Invocation } from '../command.ts'
import { openDesk } from '../desk.ts'
import { exitCode } from '../exit.ts'
import { auditToJson, auditToText, listingPieces } from '../format/audit.ts'
import { formatJson, formatJsonPieces } from '../format/json.ts'
import { formatSarif } from '../format/sarif.ts'

// a file of more bytes may have a text that several threads share, and surely has one where it is not packed
const mayBeLong = 200_000
const surelyLong = 2_500_000

export const command: Command = {
  name: 'audit',
  args: 'FILE',
  summary: { en: "say which numbers of anybody's report hold", zh: '核查他人报告中的数字是否成立' },
  options: {
    ...deskOption,
    known: { type: 'string', value: 'DAY', summary: { en: 'as known on this day', zh: '以该日所知为准' } },
    sure: {
      type: 'string',
      value: 'PERCENT',
      summary: { en: 'only findings at least this sure, such as 80', zh: '只列置信度不低于该值的发现，例如 80' },
    },
    format: {
      type: 'string',
      value: 'FORMAT',
      oneOf: ['text', 'json', 'sarif', 'html', 'xlsx', 'claimreview'],
      summary: {
        en: 'text, json, sarif, html (marked), xlsx (all claims) or claimreview',
        zh: 'text、json、sarif、html（标注原文）、xlsx（全部陈述）或 claimreview',
      },
    },
    out: { type: 'string', value: 'FILE', summary: { en: 'write there instead', zh: '写入该文件' } },
  },
  run: async (invocation) => {
    const { args, options, lang, terminal } = invocation
    const known = typeof options.known === 'string' ? options.known : undefined
    const sure = typeof options.sure === 'string' ? options.sure : undefined
    const wrong = wrongUse(args, known, sure, lang)
    if (wrong !== null) {
      terminal.error(`${wrong}\n`)
      return 2
    }
    const path = resolve(terminal.folder, args[0]!)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isDirectory()) refuseFolder(args[0]!)
    const size = found?.size ?? 0
    const out = outOf(invocation)
    if (out !== null && isSameFile(out, path)) {
      const en = `\`--out\` is the audited document itself: \`${args[0]!}\` would be lost`
      terminal.error(lang === 'zh' ? `\`--out\` 就是被核查的文件：\`${args[0]!}\` 将被覆盖\n` : `${en}\n`)
      return 2
    }
    refuseLarge(args[0]!, size)
    const { places } = openDesk(invocation)
    const roots = [
      places.desk,
      places.data,
      ...(places.compiled === undefined ? [] : [places.compiled, factsBeside(places.compiled, 'audit')]),
      path,
      ...(out === null ? [terminal.folder] : [dirname(out)]),
    ]
    const effects = nodeEffects(roots, terminal.progress)
    const isLong = size > surelyLong && !/\.(?:pdf|docx|xlsx)$/i.test(path)
    // the compiler works beside the document, and on a long one for as long again: small functions are dear enough
    if (size > mayBeLong) {
      setFlagsFromString('--max-inlined-bytecode-size-cumulative=150')
      setFlagsFromString('--interrupt-budget=200000')
      // the loops of `filter` and `map` in each function that calls them are a tenth of what it works
      setFlagsFromString('--no-turbo-inline-array-builtins')
    }
    // behind the first part, what runs often has been optimized: what only now becomes so costs more than it gives back
    const onPart = () => setFlagsFromString('--interrupt-budget=800000')
    const helpers = size > mayBeLong ? createAuditHelpers(places, availableParallelism(), isLong, onPart) : null
    const asked = {
      shown: args[0]!,
      ...(known === undefined ? {} : { known }),
      ...(sure === undefined ? {} : { least: Number(sure.replace(/%$/, '')) / 100 }),
      cmaps: charactersFolder(),
    }
    const isWritten = formatOf(options) === 'json' && out === null && sure === undefined
    if (helpers !== null && isWritten && terminal.write !== undefined) {
      const listing = await auditListing(effects, places, path, { ...asked, helpers })
      for (const piece of listingPieces(listing)) terminal.write(piece)
      return listing.counts.error + listing.counts.warning > 0 ? 1 : 0
    }
    const audited = await audit(effects, places, path, { ...asked, ...(helpers === null ? {} : { helpers }) })
    await print(audited, invocation, out, effects)
    return exitCode(auditDiagnostics(audited))
  },
}

// a workbook has a name even where none is asked for
function outOf({ args, options, terminal }: Invocation): string | null {
  if (typeof options.out === 'string') return resolve(terminal.folder, options.out)
  return formatOf(options) === 'xlsx' ? resolve(terminal.folder, `${basename(args[0]!)}.audit.xlsx`) : null
}

// a link to a file is that file
function isSameFile(a: string, b: string): boolean {
  if (a === b) return true
  const [one, other] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }))
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev
}

function formatOf(options: Invocation['options']): string {
  return options.json === true ? 'json' : String(options.format ?? 'text')
}

function wrongUse(
  args: readonly string[],
  known: string | undefined,
  sure: string | undefined,
  lang: Lang,
): string | null {
  if (args.length !== 1)
    return lang === 'zh' ? '请写明一个文件，例如 report.pdf' : 'name one document, such as report.pdf'
  if (known !== undefined && !isDay(known))
    return lang === 'zh'
      ? `\`--known\` 应为 YYYY-MM-DD，而不是 \`${known}\``
      : `\`--known\` is a day YYYY-MM-DD, not \`${known}\``
  if (sure !== undefined && !isPercent(sure))
    return lang === 'zh'
      ? `\`--sure\` 应为 1 到 100 之间的百分数（例如 80），而不是 \`${sure}\``
      : `\`--sure\` is a percentage from 1 to 100, such as 80, not \`${sure}\``
  return null
}

// a share such as 0.85 is a slip for 85 %
function isPercent(text: string): boolean {
  const value = /^\d{1,3}(?:\.\d+)?%?$/.test(text) ? Number(text.replace(/%$/, '')) : 0
  return value >= 1 && value <= 100
}

async function print(
  found: Audit,
  { options, lang, terminal }: Invocation,
  out: string | null,
  effects: Effects,
): Promise<void> {
  const format = formatOf(options)
  const day = effects.now().slice(0, 10)
  if (format === 'json' && out === null) {
    for (const piece of formatJsonPieces(auditToJson(found))) terminal.out(piece)
    return
  }
  if (out === null) {
    terminal.out(textOf(found, format, lang, day, terminal.color))
    return
  }
  const bytes =
    format === 'xlsx'
      ? renderAuditXlsx(found, lang, day)
      : new TextEncoder().encode(textOf(found, format, lang, day, false))
  await effects.write([{ path: out, bytes }])
  const name = typeof options.out === 'string' ? options.out : basename(out)
  terminal.out(lang === 'zh' ? `已写出 ${name}\n` : `wrote ${name}\n`)
}

function textOf(found: Audit, format: string, lang: Lang, day: string, color: boolean): string {
  switch (format) {
    case 'json':
      return formatJson(auditToJson(found))
    case 'sarif':
      return formatSarif(auditDiagnostics(found), packageVersion())
    case 'html':
      return renderAuditHtml(found, lang)
    case 'claimreview':
      return formatJson(renderClaimReviews(found, day))
    default:
      return auditToText(found, lang, color)
  }
}
