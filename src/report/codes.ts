import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `report` may find; the only home of severity and summary. */
export const codes = {
  'report/ambiguous-number': {
    severity: 'error',
    summary: { en: 'a bound text holds more than one number', zh: '一个绑定的文字含有多个数字' },
    explain: {
      en: 'Bind each number by a link of its own, so that each is checked.',
      zh: '请为每个数字单独建立链接，以便逐一核对。',
    },
  },
  'report/autolink': {
    severity: 'warning',
    summary: { en: 'an address of the web has swallowed the text after it', zh: '网址吞掉了后面的文字' },
    explain: {
      en: 'Full-width punctuation does not end a bare web address. Put it between < and >.',
      zh: '全角标点不会结束裸网址。请把网址放在 < 与 > 之间。',
    },
  },
  'report/bad-option': {
    severity: 'error',
    summary: { en: 'an option of a number cannot be carried out', zh: '数字的选项无法执行' },
    explain: {
      en: "Options of a link title or a query are scale, places, unit, as, qualifier, despite and group. A unit must be one of the fact's dimension.",
      zh: '链接标题或查询中的选项有 scale、places、unit、as、qualifier、despite、group。单位须与事实的量纲一致。',
    },
  },
  'report/cell-mismatch': {
    severity: 'error',
    summary: { en: 'a cell of a table disagrees with its fact', zh: '表格单元格与事实不符' },
    explain: {
      en: 'The cell was found by the heads of its row and column. Shifted rows show as many of these in one column.',
      zh: '单元格由其行头和列头确定。整列多处不符通常意味着行错位。',
    },
  },
  'report/comparison': {
    severity: 'error',
    summary: { en: 'a comparison word says what the facts deny', zh: '比较词与事实相反' },
    explain: {
      en: 'The intervals of the two facts lie the other way round. Change the word, or the facts that it stands between.',
      zh: '两条事实的区间关系与措辞相反。请更换措辞或所引事实。',
    },
  },
  'report/condition': {
    severity: 'error',
    summary: { en: 'the words name other conditions than the fact has', zh: '文字所写的条件与事实不同' },
    explain: {
      en: 'A score under other conditions is another score. Mend the label or choose the fact that the words mean.',
      zh: '条件不同就是不同的成绩。请更正标注，或选用文字所指的事实。',
    },
  },
  'report/contradiction': {
    severity: 'error',
    summary: { en: 'sources of a fact that is used contradict each other', zh: '所用事实的来源互相矛盾' },
    explain: {
      en: 'Choose one with `source=`, say in the text that sources differ, and waive the finding with that reason.',
      zh: '请用 `source=` 选定其一，在正文说明来源不一致，并以此为由豁免。',
    },
  },
  'report/date': {
    severity: 'error',
    summary: { en: 'a day that the calendar does not have', zh: '日历上没有的日期' },
    explain: {
      en: 'The month has no such day, there is no such month, or the day of the week is another one.',
      zh: '该月没有这一天，或没有这个月份，或星期与日期不符。',
    },
  },
  'report/duplicate-anchor': {
    severity: 'error',
    summary: { en: 'two figures, tables or headings have one anchor', zh: '两个图表或标题使用同一锚点' },
    explain: { en: 'A reference would not know which one is meant.', zh: '引用无法确定所指。' },
  },
  'report/emphasis': {
    severity: 'warning',
    summary: { en: 'asterisks are read otherwise than meant', zh: '星号的解析与原意不同' },
    explain: {
      en: '`8*22B` and `2*8` open emphasis between digits: write ×. Left-over `**` is shown as it stands.',
      zh: '数字之间的 `*` 会被当作强调标记，请写 ×。残留的 `**` 会原样显示。',
    },
  },
  'report/empty-cell': {
    severity: 'error',
    summary: { en: 'a generated table or chart has no fact for a place', zh: '自动生成的图表缺少某处的事实' },
    explain: {
      en: 'A missing fact is never an empty cell. Add the fact, a dash for *not reported*, or `relax` the condition that differs.',
      zh: '缺失的事实不会显示为空格。请补充事实、用短横表示未报告，或在 `relax` 中放宽不同的条件。',
    },
  },
  'report/front-matter': {
    severity: 'error',
    summary: { en: 'the front matter cannot be used', zh: '文首信息不可用' },
    explain: {
      en: 'It is YAML between two lines of three dashes. `title` and `date` are needed; the message names the key.',
      zh: '它是两行三短横之间的 YAML。`title` 和 `date` 必填；信息中给出键名。',
    },
  },
  'report/bad-directive': {
    severity: 'error',
    summary: { en: 'a block directive cannot be used', zh: '块指令不可用' },
    explain: {
      en: 'Directives are :::figure, :::table and :::panel. Their inner block must be YAML with known keys.',
      zh: '可用的指令是 :::figure、:::table 和 :::panel，其内嵌的块须为键名正确的 YAML。',
    },
  },
  'report/label': {
    severity: 'error',
    summary: { en: 'a label names other facts than those below it', zh: '标签与其下的事实不符' },
    explain: {
      en: 'The label of a row, a column or a series is the name of another subject or measure than its address. Mend one of them.',
      zh: '行、列或系列的标签是另一主体或指标的名称，与其地址不符。请改正其中之一。',
    },
  },
  'report/measure': {
    severity: 'warning',
    summary: { en: 'the words name another measure than the number has', zh: '文字写的指标与数字绑定的指标不同' },
    explain: {
      en: 'The name of a measure stands right before the number, whose fact is of another one. Mend the words or the address.',
      zh: '数字前写的是某一指标，绑定的事实却属于另一指标。请改正文字或地址。',
    },
  },
  'report/mismatch': {
    severity: 'error',
    summary: { en: 'a number in the text is not a true rendering of its fact', zh: '文中的数字与事实不符' },
    explain: {
      en: "The literal must equal the fact at the literal's own precision. `assay check --fix` writes the right one.",
      zh: '文中数字须在其自身精度上等于事实。`assay check --fix` 可改写为正确数字。',
    },
  },
  'report/no-caption': {
    severity: 'error',
    summary: { en: 'a figure or table has no title', zh: '图表没有标题' },
    explain: { en: 'The first paragraph inside the directive is the title.', zh: '指令内的第一段是标题。' },
  },
  'report/no-source': {
    severity: 'error',
    summary: { en: 'a figure or table names no source', zh: '图表没有标注来源' },
    explain: {
      en: 'Add a paragraph that starts with `Source:` or `来源：`.',
      zh: '请加一段以 `来源：` 或 `Source:` 开头的文字。',
    },
  },
  'report/pdf-failed': {
    severity: 'error',
    summary: { en: 'the PDF could not be typeset', zh: 'PDF 排版失败' },
    explain: {
      en: 'The message is that of the typesetter. Fonts must be installed: `npm ci` without `--omit=optional`.',
      zh: '信息来自排版程序。需安装字体：执行 `npm ci` 时不要加 `--omit=optional`。',
    },
  },
  'report/pdf-glyph': {
    severity: 'warning',
    summary: { en: 'the font of the PDF lacks a character', zh: 'PDF 字体缺少字符' },
    explain: {
      en: 'It is printed as a box. No other font of the machine is used, so that the PDF is the same everywhere.',
      zh: '该字符显示为方框。为保证各处输出一致，不使用机器上的其他字体。',
    },
  },
  'report/pdf-warning': {
    severity: 'warning',
    summary: { en: 'the typesetter has a doubt', zh: '排版程序给出警告' },
    explain: { en: 'The message is that of the typesetter.', zh: '信息来自排版程序。' },
  },
  'report/period': {
    severity: 'warning',
    summary: { en: 'the words name another period than the fact has', zh: '文字所写的期间与事实不同' },
    explain: {
      en: 'A month, quarter, week or day beside the number has no day in common with the period of its fact. Mend the words, or bind the fact of that period.',
      zh: '数字旁所写的月、季、周或日与事实的期间没有交集。请更正文字，或改用该期间的事实。',
    },
  },
  'report/qualifier': {
    severity: 'error',
    summary: { en: 'a qualifier is missing or says more than the fact', zh: '限定词缺失或超出事实' },
    explain: {
      en: '"More than", "about", "at most" are part of a fact. What the fact allows must be allowed by the words.',
      zh: '“超过”“约”“不超过”是事实的一部分。事实允许的范围必须被措辞所涵盖。',
    },
  },
  'report/scale-slip': {
    severity: 'error',
    summary: { en: 'a number is off by a power of ten', zh: '数字相差十的若干次方' },
    explain: {
      en: 'The digits agree but the scale does not: 万 for 亿, billion for 亿, or a lost zero.',
      zh: '数字相同但量级不同：万与亿、billion 与亿混淆，或丢了一个零。',
    },
  },
  'report/scope-comparison': {
    severity: 'error',
    summary: { en: 'a comparison word stands between facts of different scope', zh: '比较词连接了条件不同的事实' },
    explain: {
      en: 'Other shots, other subsets, other stores: the two numbers are not comparable as they stand. Compare facts of one scope, or waive with the reason.',
      zh: '示例数、子集或商店不同，两个数字不能直接比较。请比较同一条件的事实，或说明理由后豁免。',
    },
  },
  'report/attribution': {
    severity: 'warning',
    summary: { en: 'the words give another source than the facts have', zh: '文字所称来源与事实的来源不同' },
    explain: {
      en: 'A sentence says who published its numbers, and none of its facts was published by them. Name the publisher, or bind what the named one published.',
      zh: '句子写明了数字由谁公布，而其中没有一个事实由其公布。请写明实际的发布者，或绑定所称发布者公布的事实。',
    },
  },
  'report/source-line': {
    severity: 'warning',
    summary: { en: 'a source line does not name where the facts come from', zh: '来源行没有写明事实的出处' },
    explain: {
      en: 'Name the publisher of every source whose facts the figure or table shows.',
      zh: '请写明图表所用每个来源的发布者。',
    },
  },
  'report/stale': {
    severity: 'error',
    summary: { en: 'a number is that of an older vintage', zh: '数字是旧版本的数值' },
    explain: {
      en: 'The source has since revised it. Use the new value, or pin the old one with `known=` and say so.',
      zh: '来源已修订该数值。请使用新值，或用 `known=` 固定旧值并说明。',
    },
  },
  'report/subject': {
    severity: 'warning',
    summary: { en: 'a sentence speaks of another subject than the fact', zh: '句子的主体与事实的主体不同' },
    explain: {
      en: 'One subject is named in the sentence, the number is bound to another that is not named before. The address or the name is wrong.',
      zh: '句中只出现一个主体，而数字绑定到此前未提及的另一主体。地址或名称有误。',
    },
  },
  'report/sum': {
    severity: 'error',
    summary: { en: 'a sum or shares do not add up', zh: '合计或占比不一致' },
    explain: {
      en: 'The rows above a total, or the shares of a whole, differ from it by more than rounding can explain.',
      zh: '合计行之上的各行，或整体中的各占比，与合计之差超出舍入误差。',
    },
  },
  'report/synthetic': {
    severity: 'warning',
    summary: { en: 'a number of the prose is synthetic', zh: '正文引用了合成数据' },
    explain: {
      en: 'Synthetic facts belong in examples. The output marks them; a reader must not take them for data.',
      zh: '合成数据只用于示例。输出会加以标注，以免读者误认为真实数据。',
    },
  },
  'report/trend': {
    severity: 'warning',
    summary: { en: 'a verb does not fit the way the fact went', zh: '动词与事实的走向不符' },
    explain: {
      en: 'The sentence says that something rose, fell or stayed, and the fact did otherwise since the issue before.',
      zh: '句子说上升、下降或持平，而与上一期相比事实的走向并非如此。',
    },
  },
  'report/typed-label': {
    severity: 'warning',
    summary: { en: 'the number of a figure or heading is typed by hand', zh: '图表或标题编号为手工输入' },
    explain: {
      en: 'It will be wrong as soon as a figure is added above. Write `[](#anchor)`; headings number themselves.',
      zh: '上方增加图表后编号就会出错。请写 `[](#锚点)`；标题会自动编号。',
    },
  },
  'report/unbound-comparison': {
    severity: 'warning',
    summary: { en: 'a comparison is bound to no facts', zh: '比较没有绑定事实' },
    explain: {
      en: 'Bind the word: `[beats](<fact:a/mmlu above b/mmlu>)`. Then it stands or falls with the facts.',
      zh: '请绑定比较词：`[击败](<fact:a/mmlu above b/mmlu>)`，使其随事实成立或失效。',
    },
  },
  'report/unbound-number': {
    severity: 'error',
    summary: { en: 'a number is bound to no fact', zh: '数字没有绑定事实' },
    explain: {
      en: 'Write `[74 万](fact:…)`. A number that is no claim is written `[3](lit:)`.',
      zh: '请写成 `[74 万](fact:…)`。不是主张的数字写成 `[3](lit:)`。',
    },
  },
  'report/unit': {
    severity: 'error',
    summary: { en: 'a number has another unit than its fact', zh: '数字的单位与事实不同' },
    explain: {
      en: 'Percent is no percentage point, one currency no other. Money and percentage points must print their unit.',
      zh: '百分比不是百分点，币种不可混用。金额和百分点必须写出单位。',
    },
  },
  'report/unknown-reference': {
    severity: 'error',
    summary: { en: 'a reference points to nothing', zh: '引用没有对应的目标' },
    explain: {
      en: 'No figure, table or heading has that anchor; the message names the nearest.',
      zh: '没有图表或标题使用该锚点；信息中给出最接近的一个。',
    },
  },
  'report/unused-waiver': {
    severity: 'warning',
    summary: { en: 'a waiver waives nothing', zh: '豁免没有对应的问题' },
    explain: {
      en: 'The finding is gone or the code is misspelt. Delete the waiver.',
      zh: '问题已消失或代码有误。请删除该豁免。',
    },
  },
  'report/weak-comparison': {
    severity: 'warning',
    summary: { en: 'a comparison word says more than the intervals support', zh: '比较词超出区间所能支持的程度' },
    explain: {
      en: 'The two intervals overlap: the difference may be rounding or noise. Use a weaker word, or waive with a reason.',
      zh: '两个区间有重叠，差异可能只是舍入或噪声。请弱化措辞，或说明理由后豁免。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
