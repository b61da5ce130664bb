/** Texts in small letters of which a clause holds one where a pattern fits. */
export type Need = readonly string[]

/** A way of saying what only a licensed publisher may say. */
export interface Pattern {
  readonly kind: 'label' | 'given' | 'act' | 'target'
  /** a clause without one of each is passed over: compiling a pattern takes longer than all that it is run on */
  readonly needs: readonly Need[]
  readonly source: string
  readonly flags: string
}

/** The pattern that a source makes; in any case of letters unless flags are told. */
export function pattern(kind: Pattern['kind'], needs: readonly Need[], source: string, flags = 'giu'): Pattern {
  return { kind, needs, source, flags: flags === 'g' ? 'gu' : flags }
}

/** Gives the words of a list as one alternative. */
export type Words = (list: string) => string

/** Gives what a clause holds where a word of the list stands in it. */
export type Needs = (list: string) => Need

const currency = '(?:(?:US|HK|A|C)?[$]|[¥€£]|(?:USD|HKD|CNY|RMB|EUR)\\s?)'
const scale = '(?!\\s*(?:bn|billion|m|mn|million|tn|trillion)\\b)'
const ticker = '(?:\\d{4,6}(?:\\.[A-Z]{2,3})?|[A-Z]{2,6}(?:[.:][A-Z]{1,3})?)'

/** Ratings, picks and targets in Chinese that are said without `评级` and `目标价`. */
export function chineseStance(zh: Words, need: Needs): readonly Pattern[] {
  const [word, security, pick, watch] = ['rating', 'security', 'pick', 'watch'].map(zh)
  const doer = '(?<!股东|董事|高管|机构|资金|计划|公告|方向|操作|动作|信号|情绪|态度|立场)'
  // what a shareholder does as well
  const trade = '(?:买入|增持|卖出|沽出)'
  const code = '\\d{6}(?:\\.(?:SH|SZ|BJ|HK))?'
  const money = '\\d[\\d.]*\\s*(?:元|港元|美元|港币|块)'
  const rated = need('rating')
  const trades = ['买入', '增持', '卖出', '沽出']
  return [
    // a title, a row or a line that ends in a rating: 计算机：强于大市
    pattern('label', [rated], `${doer}\\s*[:|—–]\\s*(?!${zh('rating-common')}\\s*$)(?!${trade}\\s*$)${word}\\s*$`),
    pattern('label', [trades], `${doer}(?<=\\p{Script=Han}{2})\\s*[:|—–]\\s*${trade}\\s*$`),
    pattern(
      'label',
      [rated],
      `\\p{Script=Han}{2,}${doer}\\((?:[^()]{0,16}[/:;|\\s])?(?!${zh('rating-common')}\\))${word}(?:评级)?\\)`,
    ),
    pattern(
      'label',
      [rated],
      `(?:股份|股票|集团|控股|科技|证券|银行|公司|行业|板块|${code})\\((?:[^()]{0,16}[/:;|\\s])?${word}(?:评级)?\\)`,
    ),
    pattern('label', [rated], `\\b${code}\\)?\\s*[/:|—–-]\\s*${word}(?=\\s*(?:$|[)/|]))`),
    // 计算机行业 强于大市, 强于大市：计算机
    pattern(
      'label',
      [rated],
      `^[^，,;；]{0,12}(?:股份|股票|集团|控股|科技|证券|银行|公司|行业|板块|${code})\\s*(?!${zh('rating-common')}\\s*$)(?!${trade}|跑)${word}\\s*$`,
    ),
    pattern('label', [rated], `^\\s*(?!${zh('rating-common')})(?!${trade})${word}\\s*[:|—–]+\\s*\\p{L}`),
    pattern(
      'act',
      [need('watch')],
      `${watch}[:：]?[^，]{0,24}(?:股份|${code}|\\((?:[^()]{0,16}/)?${word}\\)|${security}|龙头公司|受益公司)`,
    ),
    pattern('act', [need('pick')], `(?<!向[^，]{0,6}|为[^，]{0,6})${pick}`),
    pattern(
      'act',
      [['配置', '买入']],
      `(?:${security}|该公司)[^，]{0,8}(?:具备|具有|凸显|显现)[^，]{0,6}(?:配置|买入)(?:价值|机会)`,
    ),
    pattern(
      'target',
      [
        ['股价', '该股', '股票', '市值'],
        ['看', '升', '跌', '触', '突破', '目标', '涨', '达'],
      ],
      `(?:股价|该股|股票|市值)[^，]{0,10}(?:看到|看高|看至|上看|下看|有望(?:升|涨|达|触|突破)|将(?:升|涨|跌)(?:至|到)|目标)[^，]{0,10}\\d`,
    ),
    pattern(
      'target',
      [['空间'], ['价']],
      `(?:现价|当前股价|目前股价|当前价格?|收盘价|最新价)[^，]{0,12}(?:上涨|上行|上升|下跌|下行|下降|升值|涨幅|升幅)?[^，]{0,4}空间`,
    ),
    pattern('target', [['空间']], `(?:股价|该股|股票|市值)[^，]{0,16}(?:上涨|上行|上升|下跌|下行|潜在)[^，]{0,4}空间`),
    pattern('target', [['合理']], `合理(?:股价|价值|估值|市值)[^，]{0,14}(?:${money}|\\d[\\d.]*\\s*亿)`),
    pattern(
      'target',
      [
        ['给予', '给以', '按'],
        ['估值', '市盈率', '市净率', '市销率', 'pe', 'pb', 'ps'],
      ],
      `(?:给予|给以|按)[^，]{0,14}\\d(?:[\\d.]|[-–~至到])*\\s*(?:倍|x)\\s*(?:PE|PB|PS|PEG|估值|市盈率|市净率|市销率)`,
    ),
    pattern('target', [['我们'], ['目标']], `我们[^，]{0,6}目标[^，]{0,10}${money}\\s*(?:$|[)/]|每股|一股)`),
  ]
}

/** Ratings, picks and targets in English that are said without `rating` and `target price`. */
export function englishStance(en: Words, cased: (list: string) => string, need: Needs): readonly Pattern[] {
  const security = `(?:${en('security')}|name)`
  const price = `(?:(?:today's|current|present|last|market|share|stock|closing|spot|trading)\\s+(?:share\\s+|stock\\s+|market\\s+)?(?:prices?|levels?|close)|where\\s+(?:it|they)\\s+trades?|per\\s+share)`
  const near = `(?=[^.]{0,70}\\b(?:${security}|${price})\\b)`
  const move =
    '(?:rise|reach|climb|hit|double|triple|fall|drop|rally|gain|outperform|underperform|rerate|re\\s+rate|trade)'
  const rated = need('rating')
  const paper = [...need('security'), 'name']
  const marks = [':', '|', '—', '–']
  return [
    pattern(
      'target',
      [['target']],
      `\\b(?:our|my|house|(?:\\d+|twelve|six|eighteen|one)\\s+(?:month|year))\\s+(?:new\\s+|old\\s+|revised\\s+)?targets?\\b${near}`,
    ),
    pattern('target', [['target']], `\\b${security}\\b[^.]{0,40}\\b(?:our|my)\\s+(?:\\w+\\s+)?targets?\\b`),
    pattern(
      'target',
      [['target']],
      `\\btargets?\\s+(?:of|at|to|is|was|for)\\s+(?:(?:the|its|these|those|this)\\s+)?${security}\\b`,
    ),
    pattern(
      'target',
      [['target']],
      `\\b(?:our|my|new|raise[sd]?|cut|lower(?:s|ed)?|lift(?:s|ed)?|set|with\\s+an?)\\s+(?:our\\s+|the\\s+|its\\s+|an?\\s+)?targets?\\s+(?:price\\s+)?(?:of|at|to|is|was|from)\\s+${currency}\\d[\\d.,]*${scale}(?![\\d.,])`,
    ),
    pattern(
      'target',
      [['value']],
      `\\b(?:our|my)\\s+(?:estimate\\s+of\\s+)?(?:fair|intrinsic)\\s+value\\b|\\b(?:fair|intrinsic)\\s+value\\b[^.]{0,30}\\b(?:per|a)\\s+share\\b`,
    ),
    pattern(
      'target',
      [['upside', 'downside']],
      `\\b(?:upside|downside)\\b(?=[^.]{0,40}\\b(?:to|from|versus|over|against|at)\\s+(?:the\\s+|its\\s+)?${price})|\\b(?:upside|downside)\\b(?=[^.]{0,40}\\b${security}\\b)|\\b${security}\\b[^.]{0,40}\\b\\d[\\d.]*\\s*(?:%|per\\s?cent)\\s+(?:\\w+\\s+)?(?:upside|downside)\\b`,
    ),
    pattern(
      'target',
      [['we'], ['at']],
      `\\bwe\\s+(?:value|see|put|peg|price)\\s+(?:the\\s+|its\\s+|these\\s+)?(?:\\w+\\s+)?${security}\\s+at\\s+${currency}?\\d`,
    ),
    pattern(
      'target',
      [['share']],
      `\\b(?:worth|valued\\s+at)\\s+${currency}?\\d[\\d.,]*\\s*(?:yuan|dollars|euros|pounds)?\\s*(?:a|per)\\s+share\\b`,
    ),
    pattern(
      'target',
      [['share', 'stock']],
      `\\b(?:stocks?|shares|share\\s+price)\\s+(?:should|will|is\\s+set\\s+to|are\\s+set\\s+to|is\\s+going\\s+to)\\s+(?:\\w+\\s+)?${move}\\b`,
    ),
    pattern(
      'target',
      [['share', 'stock']],
      `\\b(?:stocks?|shares|share\\s+price)\\s+(?:can|could|may|might)\\s+(?:\\w+\\s+)?${move}\\s+(?:to|by|at)?\\s*${currency}?\\d`,
    ),
    pattern('label', [rated, ['(']], `\\(\\s*${ticker}\\s*[,/;:|]?\\s+(?:${cased('rating')})\\s*\\)`, 'g'),
    pattern(
      'label',
      [rated, ['(']],
      `\\b[A-Z]\\w+(?:\\s+[A-Z]\\w+)*\\s+\\((?:${cased('rating')})\\)(?<!\\((?:Add|Hold|Reduce|Avoid|Neutral|In\\s+[Ll]ine|Accumulate)\\))`,
      'g',
    ),
    pattern(
      'act',
      [['pick']],
      `\\b(?:our|sector|stock)\\s+(?:\\w+\\s+)?top\\s+picks?\\b|\\btop\\s+picks?\\s*(?::|\\b(?:is|are|remains?)\\b)`,
    ),
    pattern(
      'label',
      [rated, marks],
      `[:|—–]\\s*(?:${cased('rating')})\\s*$(?<!(?:^|\\W)(?:Add|Hold|Reduce|Avoid|Neutral|In\\s+[Ll]ine|Accumulate|Buy|Sell)\\s*)`,
      'g',
    ),
    pattern('label', [['buy', 'sell'], marks], '\\b[A-Z]\\w+\\s*[:|—–]\\s*(?:Buy|Sell)\\s*$', 'g'),
    // Outperform — chips
    pattern(
      'label',
      [rated, marks],
      `^\\s*(?:${cased('rating')})\\s*[:|—–]+\\s*\\p{L}(?<!^\\s*(?:Add|Hold|Reduce|Avoid|Neutral|In\\s+[Ll]ine|Accumulate|Buy|Sell)\\s*[:|—–]+\\s*\\p{L})`,
      'g',
    ),
    pattern('act', [need('act-alone')], `\\b${en('act-alone')}\\b`),
    pattern(
      'act',
      [['long', 'short'], paper],
      `\\b(?:go|stay|remain|be)\\s+(?:long|short)\\b(?=[^.]{0,20}\\b${security}\\b)`,
    ),
  ]
}
