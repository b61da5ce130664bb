import { type Lang, plain } from '../../base/index.ts'
import {
  type Audit,
  type AuditCoverage,
  auditDiagnostics,
  type Finding,
  type Reason,
  reasonWords,
} from '../../project/index.ts'
import { formatCounts, paint, visible } from './text.ts'

/** An audit as the JSON that its readers rely on: document, coverage, claims, findings. */
export function auditToJson({ extract, sha256, coverage, claims, findings }: Audit) {
  return {
    document: {
      file: extract.file,
      format: extract.format,
      encoding: extract.encoding,
      sha256,
      characters: extract.text.length,
      pages: extract.pages.length,
      tables: extract.blocks.filter((b) => b.kind === 'table').length,
      unread: extract.unread,
    },
    coverage,
    claims: claims.map((c) => ({
      text: c.text,
      span: c.at,
      subject: c.subject,
      measure: c.measure,
      scope: c.scope,
      period: c.period === '' ? null : c.period,
      value: c.amount === null ? null : plain(c.amount.value),
      ...(c.amount?.high === undefined ? {} : { high: plain(c.amount.high) }),
      unit: c.unit === '' ? null : c.unit,
      bound: c.amount?.bound ?? null,
      verdict: c.verdict,
      ...(c.why === '' ? {} : { why: c.why }),
    })),
    findings: findings.map(
      ({ code, severity, confidence, at, message, printed, expected, repair, sources, origin }) => ({
        code,
        severity,
        confidence,
        span: at,
        message,
        printed,
        ...(expected === undefined ? {} : { expected }),
        ...(repair === undefined ? {} : { repair }),
        sources,
        origin,
      }),
    ),
  }
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
  const lines = found.findings.flatMap((f) => lineOf(f, found.extract.file, lang, color))
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
    counts,
  ].join('\n')}\n`
}

function lineOf(f: Finding, file: string, lang: Lang, color: boolean): readonly string[] {
  const level = { error: 31, warning: 33, note: 36 }[f.severity]
  const name = {
    error: { en: 'error', zh: '错误' },
    warning: { en: 'warning', zh: '警告' },
    note: { en: 'note', zh: '提示' },
  }[f.severity][lang]
  const page = f.at.page === undefined ? '' : lang === 'zh' ? `第 ${f.at.page} 页 ` : `page ${f.at.page} `
  const place = `${file}:${f.at.line}:${f.at.column} `
  const sure = `${Math.round(f.confidence * 100)} %`
  return [
    `${paint(visible(place), 1, color)}${page}${paint(name, level, color)} ${f.code} (${sure}): ${visible(f.message[lang])}`,
    ...(f.repair === undefined ? [] : [`    ${paint('→', 36, color)} ${visible(f.repair.message[lang])}`]),
    ...f.sources
      .slice(0, 3)
      .map((s) => `    ${visible(`${s.fact} = ${s.value} (${s.source}${s.locator === '' ? '' : `, ${s.locator}`})`)}`),
  ]
}
