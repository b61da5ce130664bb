import { capitalLabels, labels, months, quarters } from './awaited.ts'
import { idioms as enIdioms, ones, teens, tens } from './en/words.ts'
import { behindFigure, counted, dotted, four, sieveOf } from './hint.ts'
import { isMeasured, type KnownNames, namePattern } from './known.ts'
import { namePatterns } from './masked.ts'
import { idioms as zhIdioms } from './zh/words.ts'

/** What a stretch of text is that holds a number but makes no claim. */
export type MaskKind =
  | 'date'
  | 'time'
  | 'address'
  | 'label'
  | 'name'
  | 'condition'
  | 'file-number'
  | 'ordinal'
  | 'version'
  | 'idiom'

/** A stretch that is no claim. */
export interface Mask {
  readonly kind: MaskKind
  readonly start: number
  readonly end: number
}

const month =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const day =
  '\\d{1,2}(?!\\d|,\\d{3}(?!\\d))(?:st|nd|rd|th)?(?:(?:\\s?[-–]\\s?|\\s(?:to|and|through)\\s)\\d{1,2}(?:st|nd|rd|th)?)?'

// what is masked, and texts of which it holds at least one in lower case, so that most lines pass most patterns over
type Pattern = readonly [MaskKind, RegExp, ...string[]]

const patterns: readonly Pattern[] = [
  [
    'address',
    /https?:\/\/[^\s，。；、）)]+|\bwww\.[^\s，。；、）)]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|arXiv[:\s]{0,2}\d{4}\.\d{4,5}(?:v\d+)?/gi,
    '://',
    'www.',
    '@',
    'arxiv',
  ],
  [
    'date',
    /\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|(?<!\d)\d{2}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|(?<![\d个])\d{1,2}\s?月\s?\d{1,2}\s?日|(?<![\d.个])(?:1[0-2]|0?[1-9])\s?月(?!\s?内)|(?<![\d.])(?:[12]\d|3[01]|0?[1-9])\s?[日号](?![均活常内间])/g,
    '年',
    '月',
    '日',
    '号',
  ],
  [
    'date',
    /(?<!\d)(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d)|(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)|(?<![\d/.])\d{1,3}\/\d{1,2}\/(?:19|20)?\d{2}(?![\d/])/g,
    four,
    '/',
  ],
  [
    'date',
    new RegExp(
      `\\b${month}\\s${day}(?:,?\\s\\d{4})?\\b|\\b${day}\\s${month}(?:,?\\s\\d{4})?\\b|\\b${month}\\s\\d{4}\\b`,
      'g',
    ),
    ...months,
  ],
  [
    'date',
    /\b[QH][1-4]\s?(?:FY)?\s?\d{4}\b|\b(?:(?:19|20)?\d{2}|(?:19|20)\d{2}\s)[QH][1-4]\b|\b[1-4][QH](?:20)?\d{2}\b|\b[QH][1-4]\b|\bFY\s?\d{2,4}\b/g,
    'fy',
    ...quarters,
  ],
  // 本周（7.22-7.26）
  // 7/19—7/25; smaller numbers may be fractions
  [
    'date',
    /(?<![\d/.])(?:1[0-2]|0?[2-9])\/(?:[12]\d|3[01])\s?[-–—~～至]\s?(?:1[0-2]|0?[2-9])\/(?:1[3-9]|2\d|3[01])(?![\d/.])/g,
    '/',
  ],
  [
    'date',
    /(?<=[（(周期])\s?(?:1[0-2]|0?[1-9])[./](?:[12]\d|3[01]|0?[1-9])\s?[-–—~～至]\s?(?:1[0-2]|0?[1-9])[./](?:[12]\d|3[01]|0?[1-9])(?=\s?(?:[）)，,。；;]|$))/g,
    '（',
    '(',
    '周',
    '期',
  ],
  [
    'time',
    /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|(?<![\d.])\d{1,2}\s?[ap]\.?m\b\.?|\b24\/7\b/gi,
    ':',
    'am',
    'pm',
    'a.m',
    'p.m',
    '24/7',
  ],
  [
    'address',
    /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)400-\d{3}-\d{4}(?!\d)|(?<![A-Za-z])[A-Z]\d{9,}(?!\d)/g,
    four,
  ],
  // telephone numbers with their word or country code, US postal codes
  [
    'address',
    /(?:电话|传真|手机|热线|座机|\b(?:Tel|Fax|Phone|Mobile|Telephone|Hotline)\b)[.:：]?\s{0,2}[+(（]?\d[\d\s()（）.-]{4,22}\d|(?<![\w+])\+\d{1,3}[\s-]?(?:\(\d{1,4}\)[\s-]?)?\d{2,4}(?:[\s.-]\d{2,8}){1,4}(?![\d%])/gi,
    '+',
    '电话',
    '传真',
    '手机',
    '热线',
    '座机',
    'tel',
    'fax',
    'phone',
    'mobile',
    'hotline',
  ],
  ['address', /(?<=,\s)[A-Z]{2}\s\d{5}(?:-\d{4})?(?![\d%]|[,.]\d)/g, four],
  // postal codes, house numbers and floors
  [
    'address',
    /邮(?:政编码|编)\s?[:：]?\s?\d{6}(?!\d)|[路街道巷弄]\s?\d{1,5}(?:[-–]\d{1,5})?\s?[号弄](?:院|楼|[A-Z]?座)?(?:\s?\d{1,3}\s?[层楼室])?|(?:座|大厦|大楼|中心|广场|栋|幢|号楼)\s?\d{1,3}\s?[层楼室](?:\s?\d{3,4}\s?室)?/g,
    '邮',
    '号',
    '弄',
    '层',
    '楼',
    '室',
  ],
  [
    'address',
    /\b\d{1,5}\s(?:[A-Z][a-z]{1,20}\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Lane|Drive|Square)\b\.?|\b(?:Suite|Room|Unit|Floor|Apt\.?)\s#?\d{1,5}[A-Z]?\b/g,
    counted,
    'suite',
    'room',
    'unit',
    'floor',
    'apt',
  ],
  [
    'file-number',
    /\((?:EU|EC|EEC)\)\s?(?:No\.?\s)?\d+\/\d+|〔\d{4}〕\s?\d+\s?号|[（(]\d{4}[）)]\s?\d+\s?号|\b\d+\s?号(?=文|令|公告|通知)/g,
    '号',
    '(eu',
    '(ec',
    '(eec',
  ],
  // the items of a list in running text: 风险：（1）政策；（2）竞争
  [
    'label',
    /(?<![\dA-Za-z])[（(]\d{1,2}[）)](?=\s?[A-Za-z\u4e00-\u9fff])|\d{1,2}(?<=(?:^|[：:；;。，,]\s?)\d{1,2})[）)](?=\s?[A-Za-z\u4e00-\u9fff])/g,
    ...behindFigure('）', ')'),
  ],
  ['label', /(?:共|最后|末尾?|前|后|首)\s?\d{1,3}\s?页|\b(?:last|first|final)\s\d{1,3}\spages?\b/gi, '页', 'page'],
  ['label', /(?:图表|附图|附表|图|表)\s?\d+(?:[-.]\d+)*/g, '图', '表'],
  [
    'label',
    /\b(?:Figures?|Figs?\.?|Tables?|Exhibits?|Sections?|Sec\.|Chapter|Appendix|Annex|Article|Clause|Page|pp?\.|No\.|Step|Phase|Tier|Grade|Stage|Line|Row|Column|Note|Rule|Case)\s?\d+(?:\.\d+)*(?:\s?[-–,&]\s?\d+(?:\.\d+)*)*(?:\(\d{1,3}\))*(?![\d.]*\s?(?:%|percent|[mb]illion|trillion|[万亿]))/gi,
    ...labels,
  ],
  // an issue or a change of a repository; `#10 in the store` is a rank
  ['label', /(?<![\w&/#])#\d{3,7}(?!\w|[.,]\d|\s?%)/g, '#'],
  // words that are labels with a capital only: Item 3, but 3 items and item 13 of a list
  [
    'label',
    /\b(?:Parts?|Vol(?:ume|\.)?|Issue|Week|Item|Lesson|Episode|Round|Level|Group|Panel|Box|Slide|Sheet|Footnote|Ref\.|Title|Schedule|Paragraph|Para\.|Problem|Task|Example|Equation|Eq\.)\s?\d+(?:\.\d+)*(?![\d.]*\s?(?:%|percent|[mb]illion|trillion|[万亿]))/g,
    ...capitalLabels,
  ],
  [
    'condition',
    /\b\d+[- ]?shots?\b|\b\d+-?fold\scross\b|\b(?:pass|maj|best|recall|top|precision)@\d+(?:@\d+)?|\bbest[- ]of[- ]\d+|\btop-\d+\b|(?<!\d)\d+\s?(?:样本|示例)提示/gi,
    'shot',
    'fold',
    '@',
    'best',
    'top-',
    '提示',
  ],
  [
    'version',
    /\bv\d+(?:\.\d+)*\b|(?<![\d.])\d+\.\d+\.\d+(?:\.\d+)*(?![\d.])|(?<![\d.])\d+(?:\.\d+)+(?=\s?版(?:本|[^\u4e00-\u9fff]|$))|\bversions?\s\d+(?:\.\d+)*|版本\s?\d+(?:\.\d+)+/gi,
    ...[...'0123456789'].map((figure) => `v${figure}`),
    dotted,
    '版',
    'version',
  ],
  [
    'date',
    /近\s?(?:\d+|[一二两三四五六七八九十]+)\s?个?(?:交易日|日|天|周|月|季度?|年)(?=来|内|均|里|平均|累计|合计|涨|跌|走势|收益|净|成交|股价|下载)/g,
    '近',
  ],
  ['date', /(?<!\d)\d{1,2}\s?世纪|\b\d{1,2}(?:st|th)\scentury\b/g, '世纪', 'century'],
  [
    'ordinal',
    /第\s?\d+(?:\s?[-–~～至到、]\s?\d+(?=\s?[页期章节条款项图表]))*|\b\d+(?:st|nd|rd|th)\b/g,
    '第',
    ...behindFigure('st', 'nd', 'rd', 'th'),
  ],
  [
    'date',
    /(?<![\d.,$¥￥])(?:19[5-9]|20[0-9])\d(?:\s?[-–~至]\s?(?:19[5-9]|20[0-9])\d)?(?![\d%]|,\d|\.\d|[KkMTB](?![A-Za-z])|\s?[多余来]?\s?(?:[万亿千元次个家台人项种件款倍张块户条辆吨名只份套]|分(?![别析布季红类])|点(?![评击到钟])|美元|thousand|million|billion|yuan|tokens?|GPUs?|parameters|downloads|users|languages|items|people))/g,
    four,
  ],
  ...namePatterns,
]

const numberWords = [...Object.keys(ones), ...Object.keys(teens), ...Object.keys(tens)].join('|')

// what holds a number in words alone
const wordPatterns: readonly Pattern[] = [
  [
    'date',
    /(?:[一二两三四五六七八九十半几]|十[一二])\s?个?(?:年|月|周|天|季度)(?:之前|以前|前)(?![三二两四五十])/g,
    '前',
  ],
  ['ordinal', /第\s?[零一二两三四五六七八九十百千万]+/g, '第'],
  ['name', /国[一二三四五六](?=[及以和、，。标排或]|$)/g, '国'],
  [
    'condition',
    new RegExp(`\\b(?:${numberWords})[- ]shots?\\b|\\b(?:${numberWords})-?fold\\scross`, 'gi'),
    'shot',
    'fold',
  ],
  ['idiom', new RegExp(zhIdioms.join('|'), 'g'), ...zhIdioms],
  [
    'idiom',
    new RegExp(
      `\\b(?:${enIdioms.join('|')}|(?:top|half\\spast|quarter\\s(?:past|to))\\s(?:${numberWords})|(?:${numberWords})\\so['’]clock)\\b`,
      'gi',
    ),
    ...enIdioms,
    'top ',
    'half past',
    'quarter past',
    'quarter to',
    'clock',
  ],
]

const allPatterns = [...patterns, ...wordPatterns].map(([kind, pattern]) => ({ kind, pattern }))
const sieve = sieveOf([...patterns, ...wordPatterns].map(([, , ...hints]) => hints))

// numbers in front of the headings and items of a text of several lines; in one line `2.0 升` is a claim
const itemNumber =
  /(?:^|\n)[ \t]{0,3}\d{1,3}(?:(?:\.\d{1,3})+(?=\s)(?!\s?(?:[万亿千百]|美?元|吨|[千兆]?瓦|平方米|[人名家台张次件个倍套座辆户]|%|percent|per cent|(?:m|b|tr)illion|thousand|[kKMGT]Wh?\b|[KMGTP]i?B\b))|[、)）])/g

/**
 * The stretches of `text` that hold a number but make no claim, in order, the longest where several start.
 *
 * @example maskNonClaims('Windows 11 and 12').length // 1
 * @example maskNonClaims('BFCL 8.5', { measures: new Set(['bfcl']) }).length // 0
 */
export function maskNonClaims(text: string, known: KnownNames = {}): readonly Mask[] {
  if (last?.text !== text) last = { text, found: findByPattern(text) }
  const found = last.found.filter(
    ({ kind, start, end }) => !(kind === 'name' && isMeasured(text.slice(start, end), known.measures)),
  )
  if (known.names !== undefined && known.names.length > 0)
    findAll(text, namePattern(known.names), (start, match) => {
      found.push({ kind: 'name', start, end: start + match.length })
    })
  return merge(found)
}

// the same sentence is often asked for twice in a row, with other names
let last: { readonly text: string; readonly found: readonly Mask[] } | undefined

function findByPattern(text: string): readonly Mask[] {
  const found: Mask[] = []
  const figures = /\d/.test(text)
  const open = sieve.pass(text)
  // the patterns of words are the last of all
  for (let n = figures ? 0 : patterns.length; n < allPatterns.length; n += 1) {
    if ((open[n >> 5]! & (1 << (n & 31))) === 0) continue
    const { kind, pattern } = allPatterns[n]!
    // `findAll` would make a function for each pattern and sentence
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      if (match[0] === '') pattern.lastIndex += 1
      else found.push({ kind, start: match.index, end: match.index + match[0].length })
    }
  }
  if (figures && text.includes('\n'))
    findAll(text, itemNumber, (start, match) => {
      found.push({ kind: 'label', start, end: start + match.length })
    })
  return found
}

// `matchAll` makes a new pattern each time: half of the time of a short line
function findAll(text: string, pattern: RegExp, tell: (start: number, match: string) => void): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex += 1
    else tell(match.index, match[0])
  }
}

function merge(masks: Mask[]): readonly Mask[] {
  masks.sort((a, b) => a.start - b.start || b.end - a.end)
  const merged: Mask[] = []
  for (const mask of masks) {
    const last = merged.at(-1)
    if (last === undefined || mask.start >= last.end) merged.push(mask)
    else if (mask.end > last.end) merged[merged.length - 1] = { ...last, end: mask.end }
  }
  return merged
}
