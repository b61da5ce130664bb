import { type CodeTable, reporter } from '../../base/index.ts'

/** What an audit of a foreign document may find; the only home of severity and summary. */
export const auditCodes = {
  'audit/row-shift': {
    severity: 'error',
    summary: { en: 'the values of several rows stand beside other labels', zh: '多行数值错位' },
    explain: {
      en: 'The values agree with the facts of other rows by one steady step, mostly because a group heading took the values of the row below it. It is one fault, not one for each cell; the repair moves the rows back.',
      zh: '数值与相邻行的事实逐格吻合，通常是分组标题占用了下一行的数值。这是一处错误而非逐格错误；修正方案会把各行移回。',
    },
  },
  'audit/row-swap': {
    severity: 'error',
    summary: { en: 'the values of two rows are exchanged', zh: '两行数值互换' },
    explain: {
      en: 'Each of the two rows holds the values of the other.',
      zh: '两行各自填入了对方的数值。',
    },
  },
  'audit/row-duplicate': {
    severity: 'error',
    summary: { en: 'a row repeats the values of another', zh: '某行重复了另一行的数值' },
    explain: {
      en: 'The values agree with the facts of the other row, and what belongs here is lost.',
      zh: '该行数值与另一行的事实吻合，本行应有的数值丢失。',
    },
  },
  'audit/column-swap': {
    severity: 'error',
    summary: { en: 'columns are exchanged', zh: '列互换' },
    explain: {
      en: 'The values below each head agree with the facts of another head.',
      zh: '各表头下的数值与另一表头的事实吻合。',
    },
  },
  'audit/column-duplicate': {
    severity: 'error',
    summary: { en: 'a column repeats the values of another', zh: '某列重复了另一列的数值' },
    explain: {
      en: 'The values agree with the facts of the other head, and what belongs here is lost.',
      zh: '该列数值与另一表头的事实吻合，本列应有的数值丢失。',
    },
  },
  'audit/cell-swap': {
    severity: 'error',
    summary: { en: 'two cells of a row are exchanged', zh: '同一行的两格互换' },
    explain: {
      en: 'Each of the two cells holds the number of the other.',
      zh: '两格各自填入了对方的数值。',
    },
  },
  'audit/value-swap': {
    severity: 'error',
    summary: { en: 'two numbers of a sentence are exchanged', zh: '句中两个数值互换' },
    explain: {
      en: 'Each of two numbers disagrees with its own subject and is that of the other, as in a list under 分别 or respectively whose order was mixed up; or the scores of a passage stand beside other models or benchmarks than their own.',
      zh: '两个数值各与自身主体不符，而恰为对方的数值，例如“分别为”之后的次序颠倒；或一段中的得分整体与模型、基准错位。',
    },
  },
  'audit/cell': {
    severity: 'error',
    summary: { en: 'a cell disagrees with its source', zh: '单元格与来源不符' },
    explain: {
      en: 'The other cells of its row and column agree with the source, this one does not. A slip of one digit or of the point is told as such.',
      zh: '同行同列其余单元格均与来源吻合，唯独此格不符。仅差一位数字或小数点时会写明。',
    },
  },
  'audit/lost-value': {
    severity: 'warning',
    summary: { en: 'a cell is empty where its source has a number', zh: '来源有数值而单元格为空' },
    explain: {
      en: 'The other cells of the row agree with the source, which has a number here.',
      zh: '该行其余单元格与来源吻合，而来源在此处有数值。',
    },
  },
  'audit/condition': {
    severity: 'error',
    summary: { en: 'a label states other conditions than the values have', zh: '标签所写条件与数值不符' },
    explain: {
      en: 'All values of the row agree with facts under other conditions (shots, chain of thought) than the label states.',
      zh: '该行数值均与另一条件（示例数、思维链）下的事实吻合。',
    },
  },
  'audit/promoted-condition': {
    severity: 'error',
    summary: { en: 'the condition of one cell stands in the head of its column', zh: '单格条件被提升为列头条件' },
    explain: {
      en: 'One value of the column was taken under the condition in its head, others were not: in the source it is a note on that cell.',
      zh: '该列仅有一格符合列头所写条件，其余不符：在来源中它只是该格的附注。',
    },
  },
  'audit/snapshot': {
    severity: 'warning',
    summary: { en: 'a label has a condition where its source has a version', zh: '标签写的是条件，来源写的是版本' },
    explain: {
      en: 'The values are those of one version of the model, which the label does not name, and do not share the condition that it names.',
      zh: '数值属于该模型的某一版本，标签未写明该版本，所写条件也并非各格共有。',
    },
  },
  'audit/label': {
    severity: 'warning',
    summary: { en: 'the values belong to something with another name', zh: '数值属于另一名称' },
    explain: {
      en: 'The label names nothing known, or another thing, and nearly all values agree with the facts of one whose name is close or that is meant.',
      zh: '标签名称未知或另有所指，而几乎所有数值都与某一名称相近者或实际所指者的事实吻合。',
    },
  },
  'audit/mismatch': {
    severity: 'error',
    summary: { en: 'a statement disagrees with its source', zh: '陈述与来源不符' },
    explain: {
      en: 'Subject, measure and conditions are those of the fact, the number is not.',
      zh: '主体、指标与条件均与事实相同，数值不同。',
    },
  },
  'audit/scale-slip': {
    severity: 'error',
    summary: { en: 'a number is off by a power of ten', zh: '数量级有误' },
    explain: {
      en: 'It agrees with the source after the point is moved: 万 for 亿, billion for 亿, a lost zero.',
      zh: '移动小数点后与来源吻合：万与亿混淆、亿误译为 billion、漏写零等。',
    },
  },
  'audit/unit-slip': {
    severity: 'error',
    summary: { en: 'the unit is another than that of the source', zh: '单位与来源不符' },
    explain: {
      en: 'Percent is no percentage point, GB no GiB: the number agrees, its unit does not.',
      zh: '百分比不是百分点，GB 不是 GiB：数字相符而单位不符。',
    },
  },
  'audit/stale': {
    severity: 'warning',
    summary: { en: 'a number agrees with an older edition of its source', zh: '数值来自来源的旧版本' },
    explain: {
      en: 'The source was revised since; the older value is what stands here.',
      zh: '来源其后已修订，此处为旧值。',
    },
  },
  'audit/weak': {
    severity: 'warning',
    summary: { en: 'a bound is true but far from the known value', zh: '界限属实但远离已知值' },
    explain: {
      en: 'More than 740 thousand is true of 1.2 million, but tells less than is known.',
      zh: '用“超过 74 万”形容 120 万虽不算错，却远少于已知信息。',
    },
  },
  'audit/other-conditions': {
    severity: 'warning',
    summary: { en: 'a score was taken under other conditions than stated', zh: '成绩的条件与所写不同' },
    explain: {
      en: 'The number is known, but for other shots, another variant or another subset than the sentence states.',
      zh: '该数值确有其事，但示例数、模型变体或子集与文中所写不同。',
    },
  },
  'audit/other-scope': {
    severity: 'warning',
    summary: { en: 'a number holds for another scope than stated', zh: '数值的适用范围与所写不同' },
    explain: {
      en: 'The number is right for another unit of counting, such as one per category instead of one in all.',
      zh: '该数值适用于另一计量范围，例如“每人每类一件”而非“每人一件”。',
    },
  },
  'audit/flip': {
    severity: 'error',
    summary: { en: 'a comparison is denied by the numbers', zh: '比较与数值相反' },
    explain: {
      en: 'The comparison word does not hold for the known numbers, or for those in the same sentence. A wrong conclusion weighs more than a wrong digit.',
      zh: '比较词与已知数值或句中数值相反。结论错误比数字错误更严重。',
    },
  },
  'audit/undecided': {
    severity: 'warning',
    summary: { en: 'a comparison holds under some conditions only', zh: '比较仅在部分条件下成立' },
    explain: {
      en: 'The known numbers decide it one way under some conditions and the other way under others; the text does not say which are meant.',
      zh: '已知数值在不同条件下结论相反，文中未写明所指条件。',
    },
  },
  'audit/inconsistent': {
    severity: 'error',
    summary: { en: 'the document contradicts itself', zh: '文档自相矛盾' },
    explain: {
      en: 'Two places state the same thing with numbers that cannot both hold.',
      zh: '两处对同一事项给出了不能同时成立的数值。',
    },
  },
  'audit/near-miss': {
    severity: 'note',
    summary: {
      en: 'a number is near another that may be of the same thing',
      zh: '数值与疑为同一事项的另一处相近而不同',
    },
    explain: {
      en: 'The words name a row, a column or a thing whose number elsewhere is a slip of the hand away. Of such places few are faults: the words may speak of another time, of a part or of a difference. Read both.',
      zh: '文字提到的行、列或事项在别处的数值仅差一个笔误。此类情形多数并非错误：文字可能指另一时期、其中一部分或差额。请对照两处。',
    },
  },
  'audit/sum': {
    severity: 'error',
    summary: { en: 'parts do not add up', zh: '分项之和不符' },
    explain: {
      en: 'The total differs from the sum of its parts by more than their rounding allows.',
      zh: '合计与分项之和的差超出了舍入误差。',
    },
  },
  'audit/ratio': {
    severity: 'error',
    summary: { en: 'a ratio or a growth does not follow from its numbers', zh: '比率或增速与数值不符' },
    explain: {
      en: 'It was computed again from the two numbers beside it, with all that their rounding allows.',
      zh: '已按旁边的两个数值连同其舍入范围重新计算。',
    },
  },
  'audit/arithmetic': {
    severity: 'error',
    summary: { en: 'a written reckoning does not come out', zh: '文中算式或换算不成立' },
    explain: {
      en: 'The product, the sum or the conversion was computed again from the numbers that stand before it, with all that their rounding allows.',
      zh: '已按前文所列数值连同其舍入范围重新计算乘积、加总或换算。',
    },
  },
  'audit/impossible': {
    severity: 'error',
    summary: { en: 'a value cannot be', zh: '数值不可能成立' },
    explain: {
      en: 'A share of a whole above a hundred per cent, a negative count, a score outside its scale.',
      zh: '占比超过百分之百、计数为负或得分超出量表。',
    },
  },
  'audit/bands': {
    severity: 'warning',
    summary: { en: 'bands overlap or leave a gap', zh: '区间重叠或留有空档' },
    explain: {
      en: 'A value belongs to two bands or to none.',
      zh: '某个数值同属两档或不属于任何一档。',
    },
  },
  'audit/band-ends': {
    severity: 'note',
    summary: { en: 'bands share their ends', zh: '相邻档次共用端点' },
    explain: {
      en: '以上, 以下 and between include the number they name, so that it belongs to two bands.',
      zh: '“以上”“以下”“介于”均含本数，端点因而同属两档。',
    },
  },
  'audit/no-period': {
    severity: 'note',
    summary: { en: 'a count over time has no period', zh: '期间数未写明期间' },
    explain: {
      en: 'Downloads and visits are counted over a day, a week or a month; without it the number says little.',
      zh: '下载量、访问量按日、周或月计；不写明期间则数字意义不大。',
    },
  },
  'audit/period': {
    severity: 'warning',
    summary: { en: 'a period does not fit what is said of it', zh: '时间口径不一致' },
    explain: {
      en: 'A caption says weekly where the text says daily, a rate has no period, or two places state different horizons.',
      zh: '标题写周度而正文写日度、速率未写期间，或两处期限不同。',
    },
  },
  'audit/date': {
    severity: 'warning',
    summary: { en: 'a date cannot be or lies outside its period', zh: '日期不成立或超出期间' },
    explain: {
      en: 'No such day, another day of the week, or a period that ends before it begins.',
      zh: '不存在该日、星期不符，或期间先止后起。',
    },
  },
  'audit/unreachable': {
    severity: 'note',
    summary: { en: 'a score cannot come from its number of items', zh: '得分与题数不相容' },
    explain: {
      en: 'No number of right answers among the items prints as this percentage. Averages over several runs are an exception.',
      zh: '任何答对题数都得不出这一百分比；多次运行取平均除外。',
    },
  },
  'audit/noise': {
    severity: 'note',
    summary: { en: 'a lead is within noise', zh: '领先幅度在误差之内' },
    explain: {
      en: 'With the number of items of the benchmark the difference is not more than chance.',
      zh: '按该基准的题数，差距并不显著。',
    },
  },
  'audit/mixed-subset': {
    severity: 'warning',
    summary: { en: 'a row mixes subsets of a benchmark', zh: '同一行混用了不同子集' },
    explain: {
      en: 'The values come from different subsets or versions, which cannot be ranked against each other.',
      zh: '数值来自不同子集或版本，不能相互排名。',
    },
  },
  'audit/vendor-copy': {
    severity: 'note',
    summary: { en: 'scores of competitors are their own figures', zh: '竞品成绩为其自报值' },
    explain: {
      en: 'The cells equal the figures that the competitors published themselves and were probably not measured again.',
      zh: '这些单元格等于竞品厂商自己公布的数值，很可能没有复测。',
    },
  },
  'audit/recognition': {
    severity: 'note',
    summary: { en: 'a number was misread when the text was taken out', zh: '提取文字时误认了数字' },
    explain: {
      en: 'A letter stands where a digit belongs. That is a slip of recognition, not of the author, as far as can be told.',
      zh: '数字位置出现了字母。就现有证据看，这是识别错误而非作者错误。',
    },
  },
  'audit/name': {
    severity: 'note',
    summary: { en: 'a thing goes by another name in its source', zh: '名称与来源不同' },
    explain: {
      en: 'The name is used for it, but also for something older, or the document calls it otherwise elsewhere.',
      zh: '该名称也指更早的型号，或文中别处另有称呼。',
    },
  },
  'audit/best': {
    severity: 'warning',
    summary: { en: 'a number set as the best is not', zh: '标为最优的数值并非最优' },
    explain: {
      en: 'The table sets the best number of nearly each row, or of each column, in bold; here another one is better. Who is never bold is not compared.',
      zh: '该表几乎每行（或每列）的最优值均为粗体，而此处另有更优的数值。从未以粗体出现的一方不参与比较。',
    },
  },
  'audit/list': {
    severity: 'warning',
    summary: { en: 'two lists that belong together differ in length', zh: '对应列表长度不同' },
    explain: {
      en: 'What 分别 or respectively joins has another number of names than of numbers.',
      zh: '“分别”所对应的名称数与数值数不同。',
    },
  },
  'audit/not-read': {
    severity: 'warning',
    summary: { en: 'a part of the document was not read', zh: '部分内容未读取' },
    explain: {
      en: 'A page or picture without text holds something that no check has seen.',
      zh: '某页或图片没有文字，其内容未经任何核查。',
    },
  },
} as const satisfies CodeTable

/** A code of this table. */
export type AuditCode = keyof typeof auditCodes

/** Makes a finding of an audit that has no claim behind it. */
export const auditReport = reporter(auditCodes)
