import { indices } from './awaited.ts'
import { behindFigure, camel, four, lettered, versioned } from './hint.ts'

// words that start a sentence or stand before a number without naming it
const noName =
  '(?!(?:The|A|An|In|At|By|Of|On|To|For|From|With|And|Or|But|About|Over|Under|Above|Below|Some|All|Its|Our|Their|This|That|These|Those|Only|Up|Nearly|Almost|Around|More|Less|Than|Least|Most|Between|Within|Roughly|Approximately|Exactly|Just|Is|Are|Was|Were|Has|Have|Had|Both|Each|Every|Total|Average|Mean|Also|Then|Where|When|Which|While|If|As|Per|Top|Another|Next|Last|First|RMB|USD|CNY|EUR|HKD|GBP|JPY|Near|Out|Scored|Scores|Score)\\b)'

/** What holds a number as a part of a name, and texts of which it holds at least one in lower case. */
export const namePatterns: readonly (readonly ['name', RegExp, ...string[]])[] = [
  // codes of securities and forms of regulators
  [
    'name',
    /(?<![\d.])\d{4,6}\.(?:HK|SH|SZ|SS|BJ|TW|KS|KQ|T|NQ|OF|SI)\b|[（(]\d{6}[）)]|\b(?:10-[KQ]|8-K|6-K|20-F|40-F|13[DFG]|424B\d|14A)\b|\b9-to-5\b/g,
    four,
    '-k',
    '-q',
    '-f',
    '-to-',
    '13d',
    '13f',
    '13g',
    '424b',
    '14a',
  ],
  // 12-month view, 10-year yield: the name of a term
  [
    'name',
    /(?<![\d.])\d{1,3}-(?:day|week|month|year|quarter|hour|minute)s?\s(?=(?:\w+\s)?(?:yields?|highs?|lows?|moving|view|horizon|target|treasur\w*|bonds?|notes?|outlook|ratings?|forward|trailing|rolling|chart|range|plans?|basis|terms?|loans?|leases?|licen[cs]es?|forecasts?|guidance|history|window|LPR|MLF|T-bill|bills?|averages?)\b)/gi,
    '-day',
    '-week',
    '-month',
    '-year',
    '-quarter',
    '-hour',
    '-minute',
  ],
  [
    'name',
    /(?:沪深|中证|上证|深证|标普|纳斯达克|富时|恒生|科创板?|创业板|日经|罗素)\s?\d+|\b(?:CSI|S&P|FTSE|NASDAQ|Nikkei|Russell|STOXX)\s?\d+/gi,
    ...indices,
  ],
  [
    'name',
    /\b(?:ISO|GB|GB\/T|IEEE|RFC|IEC|PDF\/A|PDF\/UA)[\s/T-]{0,3}\d+(?:[-:]\d+)*/g,
    'iso',
    'gb',
    'ieee',
    'rfc',
    'iec',
    'pdf',
  ],
  // a word with digits in it: GPT-4o, H100, GSM8K, Llama3.1-405B; money in front of its number is none
  [
    'name',
    /(?<![A-Za-z0-9])(?!(?:RMB|USD|CNY|EUR|HKD|GBP|JPY|US|HK)\d)[A-Za-z][A-Za-z]{0,30}(?:[-–.·][A-Za-z]{1,30}){0,4}[-–.]?\d[\dA-Za-z]*(?:[-–.][\dA-Za-z]+)*(?:\s\d{1,4}(?:\.\d+)?[BM](?:\s?[&/、]\s?\d{1,4}(?:\.\d+)?B)*(?![A-Za-z]))?/g,
    lettered,
  ],
  // processors that go by a number: RTX 4090, 骁龙 8295, Core Ultra 285K
  [
    'name',
    /(?:\b(?:RTX|GTX|RX|Radeon|GeForce|Ryzen(?:\s[3579])?|Core\s(?:i[3579]|Ultra(?:\s[579])?)|Xeon|EPYC|Snapdragon|Dimensity|Kirin|Exynos|Instinct|Quadro)|骁龙|天玑|麒麟|昇腾|酷睿|锐龙|海光|玄铁)\s?\d{3,5}[A-Za-z]{0,4}(?![\d.,]*\d|\s?[%％万亿])/g,
    'rtx',
    'gtx',
    'rx ',
    'radeon',
    'geforce',
    'ryzen',
    'core ',
    'xeon',
    'epyc',
    'snapdragon',
    'dimensity',
    'kirin',
    'exynos',
    'instinct',
    'quadro',
    '骁龙',
    '天玑',
    '麒麟',
    '昇腾',
    '酷睿',
    '锐龙',
    '海光',
    '玄铁',
  ],
  // 苍梧-3-48B, 海岳-70B
  ['name', /(?<=[\u4e00-\u9fff])-\d{1,3}(?:\.\d+)?(?:-\d{1,4})?[BbMm](?![A-Za-z])/g, ...behindFigure('b', 'm')],
  [
    'name',
    /(?<![A-Za-z])[a-z]{3,20}\s\d(?:\.\d)?\s(?:sonnet|opus|haiku|turbo|pro|flash|ultra|instruct)\b/gi,
    'sonnet',
    'opus',
    'haiku',
    'turbo',
    'pro',
    'flash',
    'ultra',
    'instruct',
  ],
  // capitalised words and a version: Mistral Large 2, Claude 3.5 Sonnet, Gemma 2 9B, Mixtral 8x22B; a score is larger
  [
    'name',
    new RegExp(
      `(?<![A-Za-z0-9])${noName}[A-Z][A-Za-z+]{1,30}(?:\\s[A-Z][A-Za-z]{1,20}){0,2}\\s(?:\\d+[x×]\\d+B|(?:(?:1?\\d|20)(?:\\.\\d{1,2})?|\\d\\d\\.(?:0[1-9]|10))(?![\\d%]|[,.]\\d|[KkMTB](?![A-Za-z])|\\s?(?:万|亿|千|百|thousand|million|billion|trillion|percent|points?|个|种|项|家|次|元|年|月|天|倍|款|类|件|台|of\\b|to\\b))(?:\\s\\d{1,4}(?:\\.\\d+)?B(?![A-Za-z]))?)(?:\\s(?:Sonnet|Opus|Haiku|Turbo|Pro|Ultra|Flash|Instruct|Base|Omni|Mini|Large|Medium|Small|IT)\\b)?`,
      'g',
    ),
    versioned,
  ],
  ['name', /(?<![A-Za-z0-9.])\d+[x×]\d+[BM]?(?![A-Za-z0-9^⁰¹²³⁴-⁹⁻]|\*\*)/g, ...behindFigure('x', '×')],
  [
    'name',
    new RegExp(
      `(?<![A-Za-z0-9])${noName}[A-Z][A-Za-z]{1,30}(?:\\s[A-Z][A-Za-z]{1,20}){0,2}\\s\\d{1,4}(?:\\.\\d+)?B(?![A-Za-z])(?!\\s?(?:参数|parameters))`,
      'g',
    ),
    versioned,
  ],
  // 8B 和 70B 模型: sizes used as names
  [
    'name',
    /(?<![A-Za-z0-9.])\d{1,4}(?:\.\d+)?B(?:\s?(?:[、/&]|和|与|及|and)\s?\d{1,4}(?:\.\d+)?B)*(?=\s?(?:小型|大型|系列|的)?\s?(?:模型|版本|models?\b|versions?\b|variants?\b|Instruct\b|Base\b))/g,
    ...behindFigure('b'),
  ],
  // 一年期, 3-5 年期: the name of a maturity; 近 7 日: a stretch up to now, not nearly seven
  ['name', /(?:\d+(?:[-~–至]\d+)?|[一二三五七十]+)\s?(?:年|个月|天)期/g, '期'],
  ['name', /\b[a-z][A-Z][a-z]{2,12}\s\d{1,3}(?![\d.%])/g, camel],
  // 星海-70B is a name, 利润 -70 亿 a loss
  ['name', /(?<=[\u4e00-\u9fff])-\d{1,4}(?:\.\d{1,2})?B(?![A-Za-z0-9])/g, ...behindFigure('b')],
]
