import { type Lang, plain } from '../../../base/index.ts'
import { type Sheet, type SheetRow, writeWorkbook } from '../../xlsx/workbook.ts'
import type { Audited } from '../audit.ts'

const heads = {
  en: {
    claims: [
      'line',
      'page',
      'table',
      'row',
      'cell',
      'text',
      'subject',
      'measure',
      'scope',
      'value',
      'unit',
      'bound',
      'verdict',
      'why not',
    ],
    findings: ['code', 'severity', 'confidence', 'line', 'page', 'printed', 'expected', 'message', 'repair', 'sources'],
    names: ['Claims', 'Findings'],
  },
  zh: {
    claims: [
      '行',
      '页',
      '表',
      '表行',
      '表列',
      '原文',
      '主体',
      '指标',
      '条件',
      '数值',
      '单位',
      '界限',
      '结论',
      '未核查原因',
    ],
    findings: ['代码', '级别', '置信度', '行', '页', '原文', '应为', '说明', '修正', '来源'],
    names: ['陈述', '发现'],
  },
} as const

/** A workbook of all claims with their verdicts and all findings with their sources; `day` dates the file. */
export function renderAuditXlsx(audited: Audited, lang: Lang, day: string): Uint8Array {
  const h = heads[lang]
  const row = (cells: readonly (string | number | undefined)[], look: SheetRow['look'] = 'plain'): SheetRow => ({
    cells: cells.map((c) => (c === undefined ? '' : String(c))),
    look,
  })
  const claims = audited.claims.map(({ at, text, subject, measure, scope, amount, unit, verdict, why }) =>
    row([
      at.line,
      at.page,
      at.table,
      at.row,
      at.cell,
      text,
      subject ?? '',
      measure ?? '',
      Object.entries(scope)
        .map(([k, v]) => `${k}=${v}`)
        .join('; '),
      amount === null ? '' : plain(amount.value),
      unit,
      amount?.bound,
      verdict,
      why,
    ]),
  )
  const findings = audited.findings.map((f) =>
    row([
      f.code,
      f.severity,
      f.confidence,
      f.at.line,
      f.at.page,
      f.printed,
      f.expected,
      f.message[lang],
      f.repair?.message[lang],
      f.sources.map((s) => `${s.fact} = ${s.value} (${s.source})`).join('\n'),
    ]),
  )
  const sheets: readonly Sheet[] = [
    {
      name: h.names[0],
      rows: [row(h.claims, 'head'), ...claims],
      widths: [6, 6, 6, 6, 6, 24, 22, 22, 22, 16, 12, 12, 16, 18],
    },
    { name: h.names[1], rows: [row(h.findings, 'head'), ...findings], widths: [24, 10, 10, 6, 6, 30, 24, 80, 40, 80] },
  ]
  return writeWorkbook(sheets, audited.extract.file, day)
}
