import type { Lang } from '../../base/index.ts'
import {
  type Audit,
  type AuditCoverage,
  type AuditListing,
  auditDiagnostics,
  claimToJson,
  type Finding,
  findingToJson,
  placeInFile,
  type Reason,
  reasonWords,
  withheldWords,
} from '../../project/index.ts'
import { formatJson } from './json.ts'
import { formatCounts, paint, visible } from './text.ts'

/** An audit as the JSON that its readers rely on: document, coverage, claims, findings. */
export function auditToJson({ extract, sha256, coverage, claims, findings, withheld }: Audit) {
  return {
    document: documentToJson(extract, sha256),
    coverage,
    claims: claims.map(claimToJson),
    findings: findings.map(findingToJson),
    ...(withheld === undefined ? {} : { withheld }),
  }
}

function documentToJson(extract: Audit['extract'], sha256: string) {
  return {
    file: extract.file,
    format: extract.format,
    encoding: extract.encoding,
    sha256,
    characters: extract.text.length,
    pages: extract.pages.length,
    tables: extract.blocks.filter((b) => b.kind === 'table').length,
    unread: extract.unread,
  }
}

// so many bytes go out at once
const together = 4_000_000

/** The same of an audit whose claims and findings are written already, in pieces of UTF-8. */
export function* listingPieces({ extract, sha256, coverage, claims, findings }: AuditListing): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  const head = formatJson({ document: documentToJson(extract, sha256), coverage })
  yield encoder.encode(`${head.slice(0, -3)},\n  "claims": `)
  yield* listOf(claims, encoder)
  yield encoder.encode(',\n  "findings": ')
  yield* listOf(findings, encoder)
  yield encoder.encode('\n}\n')
}

// each item comes behind a comma, which the first of a list does without
function* listOf(pieces: readonly Uint8Array[], encoder: TextEncoder): Generator<Uint8Array> {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (size === 0) {
    yield encoder.encode('[]')
    return
  }
  yield encoder.encode('[')
  const batch = new Uint8Array(Math.min(together, size))
  let filled = 0
  for (const [n, piece] of pieces.entries()) {
    const own = n === 0 ? piece.subarray(1) : piece
    if (filled + own.length > batch.length) {
      yield batch.slice(0, filled)
      filled = 0
    }
    if (own.length > batch.length) yield own
    else {
      batch.set(own, filled)
      filled += own.length
    }
  }
  yield batch.slice(0, filled)
  yield encoder.encode('\n  ]')
}

const words = {
  coverage: {
    en: (c: AuditCoverage) =>
      `${c.found} found, ${c.parsed} parsed, ${c.linked} linked, ${c.checked} checked, ${c.unchecked} could not be checked`,
    zh: (c: AuditCoverage) =>
      `找到 ${c.found} 处，解析 ${c.parsed} 处，关联 ${c.linked} 处，核查 ${c.checked} 处，未能核查 ${c.unchecked} 处`,
  },
} as const

/** An audit as lines for a person: findings with their evidence, then what was covered and what was not. */
export function auditToText(found: Audit, lang: Lang, color: boolean): string {
  const lines = found.findings.flatMap((f) => lineOf(f, found.extract, lang, color))
  const why = Object.entries(found.coverage.why).map(([key, count]) => `${count} ${reasonWords(key as Reason, lang)}`)
  const counts = formatCounts(auditDiagnostics(found), lang)
  return `${[
    ...lines,
    ...found.extract.unread.map((u) =>
      visible(
        u.page === undefined
          ? u.why[lang]
          : `${lang === 'zh' ? `第 ${u.page} 页：` : `page ${u.page}: `}${u.why[lang]}`,
      ),
    ),
    words.coverage[lang](found.coverage) +
      (why.length > 0 ? (lang === 'zh' ? `（${why.join('；')}）` : ` (${why.join('; ')})`) : ''),
    ...(found.withheld ? [withheldWords(found.withheld, lang)] : []),
    counts,
  ].join('\n')}\n`
}

function lineOf(f: Finding, extract: Audit['extract'], lang: Lang, color: boolean): readonly string[] {
  const level = { error: 31, warning: 33, note: 36 }[f.severity]
  const name = {
    error: { en: 'error', zh: '错误' },
    warning: { en: 'warning', zh: '警告' },
    note: { en: 'note', zh: '提示' },
  }[f.severity][lang]
  const page = f.at.page === undefined ? '' : lang === 'zh' ? `第 ${f.at.page} 页 ` : `page ${f.at.page} `
  const place = `${extract.file}:${placeInFile(extract, f.at)} `
  const sure = `${Math.round(f.confidence * 100)} %`
  return [
    `${paint(visible(place), 1, color)}${page}${paint(name, level, color)} ${f.code} (${sure}): ${visible(f.message[lang])}`,
    ...(f.repair === undefined ? [] : [`    ${paint('→', 36, color)} ${visible(f.repair.message[lang])}`]),
    ...f.sources
      .slice(0, 3)
      .map((s) => `    ${visible(`${s.fact} = ${s.value} (${s.source}${s.locator === '' ? '' : `, ${s.locator}`})`)}`),
  ]
}
