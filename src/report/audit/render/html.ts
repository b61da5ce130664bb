import { type ExtractBlock, escapeHtml, type Lang } from '../../../base/index.ts'
import type { Audited } from '../audit.ts'
import { type Finding, type Reason, reasons } from '../claim.ts'
import { type Marker, markerOf } from './mark.ts'
import { withheldWords } from './withheld.ts'

const words = {
  en: {
    title: 'Audit of',
    found: 'found',
    parsed: 'parsed',
    linked: 'linked',
    checked: 'checked',
    unchecked: 'could not be checked',
    findings: 'Findings',
    document: 'Document',
    sure: 'confidence',
    expected: 'expected',
    repair: 'repair',
    none: 'Nothing disagrees with what is known.',
    back: 'in the text',
    page: 'page',
    unread: 'Not read',
  },
  zh: {
    title: '核查：',
    found: '找到',
    parsed: '解析',
    linked: '关联',
    checked: '核查',
    unchecked: '未能核查',
    findings: '发现',
    document: '原文',
    sure: '置信度',
    expected: '应为',
    repair: '修正',
    none: '未发现与已知事实不符之处。',
    back: '原文位置',
    page: '第',
    unread: '未读取',
  },
} as const

/**
 * The document as one HTML page: its text laid out with a mark on every claim, each finding linked to its evidence.
 *
 * A PDF keeps its pages and the place of every line. Nothing of the document is run or fetched: its words are escaped.
 */
export function renderAuditHtml(audited: Audited, lang: Lang): string {
  const w = words[lang]
  const { extract, coverage, findings, withheld } = audited
  const marker = markerOf(audited)
  const why = Object.entries(coverage.why).map(([key, count]) => `${count} ${reasons[key as Reason][lang]}`)
  const body =
    extract.boxes.length > 0 ? pages(audited, marker) : extract.blocks.map((b) => block(b, marker)).join('\n')
  const unread = extract.unread
    .filter((u) => u.cell === undefined)
    .map((u) => `<li>${u.page === undefined ? '' : `${w.page} ${u.page}: `}${escapeHtml(u.why[lang])}</li>`)
    .join('')
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${w.title} ${escapeHtml(extract.file)}</title><style>${style}</style></head><body>
<header><h1>${w.title} ${escapeHtml(extract.file)}</h1>
<p>${coverage.found} ${w.found} · ${coverage.parsed} ${w.parsed} · ${coverage.linked} ${w.linked} · ${coverage.checked} ${w.checked} · ${coverage.unchecked} ${w.unchecked}${why.length > 0 ? ` (${escapeHtml(why.join('; '))})` : ''}</p>
${unread === '' ? '' : `<p>${w.unread}:</p><ul>${unread}</ul>`}</header>
<main><section class="document" aria-label="${w.document}">${body}</section>
<aside aria-label="${w.findings}"><h2>${w.findings} (${findings.length})</h2>${withheld ? `<p>${withheldWords(withheld, lang)}</p>` : ''}${findings.length === 0 && !withheld ? `<p>${w.none}</p>` : findings.map((f, n) => evidence(f, n + 1, lang)).join('\n')}</aside></main>
</body></html>
`
}

// what stands between two backticks is quoted
function wordsOf(message: string): string {
  return escapeHtml(message).replace(/`([^`]*)`/g, '<code>$1</code>')
}

function evidence(f: Finding, number: number, lang: Lang): string {
  const w = words[lang]
  const sources = f.sources
    .map(
      (s) =>
        `<li><code>${escapeHtml(s.fact)}</code> = ${escapeHtml(s.value)}<br><small>${escapeHtml([s.publisher, s.title, s.locator].filter((p) => p !== '').join(', '))}</small></li>`,
    )
    .join('')
  return `<article id="finding-${number}" class="${f.severity}"><h3>${number}. <code>${f.code}</code> <small>${w.sure} ${Math.round(f.confidence * 100)} %</small></h3>
<p>${wordsOf(f.message[lang])}</p>
${f.expected === undefined ? '' : `<p>${w.expected}: <b>${escapeHtml(f.expected)}</b></p>`}${f.repair === undefined ? '' : `<p>${w.repair}: ${wordsOf(f.repair.message[lang])}</p>`}
${sources === '' ? '' : `<ul>${sources}</ul>`}<p><a href="#at-${number}">${w.back}</a></p></article>`
}

function block(b: ExtractBlock, marker: Marker): string {
  if (b.kind === 'heading') return `<h3>${marker(b.start, b.end)}</h3>`
  if (b.kind !== 'table') return `<p${b.kind === 'furniture' ? ' class="furniture"' : ''}>${marker(b.start, b.end)}</p>`
  const rows = b.rows.slice(0, 2000).map(
    (row) =>
      `<tr>${row
        .slice(0, 200)
        .map((c) => `<td>${marker(c.start, c.end)}</td>`)
        .join('')}</tr>`,
  )
  return `<div class="wide"><table>${rows.join('\n')}</table></div>`
}

// lines stand where they stood; a long page scrolls sideways rather than shrinks
function pages({ extract }: Audited, marker: Marker): string {
  const byPage = new Map<number, string[]>()
  for (const box of extract.boxes) {
    const size = Math.max(4, box.height / 1.25)
    const style = `left:${n(box.x)}pt;top:${n(box.y)}pt;font-size:${n(size)}pt`
    const list = byPage.get(box.page) ?? []
    list.push(`<span class="line" style="${style}">${marker(box.start, box.end)}</span>`)
    byPage.set(box.page, list)
  }
  return extract.pages
    .map(
      (p) =>
        `<div class="page" id="page-${p.number}" style="width:${n(p.width)}pt;height:${n(p.height)}pt">${(byPage.get(p.number) ?? []).join('\n')}</div>`,
    )
    .join('\n')
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

const style = `
*{box-sizing:border-box}body{margin:0;font:15px/1.6 system-ui,"Noto Sans SC",sans-serif;color:#1f2328;background:#f6f8fa}
header{padding:1rem 1.5rem;background:#fff;border-bottom:1px solid #d0d7de}h1{font-size:1.2rem;margin:0 0 .3rem}header p{margin:.2rem 0;color:#57606a}
main{display:grid;grid-template-columns:minmax(0,1fr) minmax(18rem,26rem);gap:1rem;padding:1rem 1.5rem;align-items:start}
.document{background:#fff;border:1px solid #d0d7de;padding:1.2rem 1.5rem;overflow-x:auto}.document p{white-space:pre-wrap;margin:.6rem 0}
aside{position:sticky;top:0;max-height:100vh;overflow:auto}aside h2{font-size:1rem}article{background:#fff;border:1px solid #d0d7de;border-left:4px solid #8c959f;padding:.6rem .8rem;margin-bottom:.7rem;overflow-wrap:anywhere}
article.error{border-left-color:#cf222e}article.warning{border-left-color:#bf8700}article h3{font-size:.9rem;margin:0}article p,article ul{margin:.3rem 0;font-size:.88rem}article:target{outline:2px solid #0969da}
.mark{color:inherit;text-decoration:none;border-radius:2px;background:#eaeef2}.mark.error{background:#ffd7d5}.mark.warning{background:#fff1b8}
.claim{border-bottom:1px dotted #8c959f}.claim.match,.claim.consistent{border-bottom:2px solid #2da44e}.claim.mismatch,.claim.flip,.claim.scale-slip,.claim.unit-slip{border-bottom:2px solid #cf222e}
table{border-collapse:collapse;font-size:.9rem}td{border:1px solid #d0d7de;padding:.15rem .5rem;text-align:left}.wide{overflow-x:auto}.furniture{color:#8c959f;font-size:.8rem}
.page{position:relative;background:#fff;border:1px solid #d0d7de;margin:0 0 1rem;overflow:hidden}.line{position:absolute;white-space:pre;line-height:1.25}
@media(max-width:60rem){main{grid-template-columns:minmax(0,1fr)}aside{position:static;max-height:none}}`
