import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `sources` may find; the only home of severity and summary. */
export const codes = {
  'sources/bad-mapping': {
    severity: 'error',
    summary: { en: 'a mapping cannot be used', zh: '映射文件不可用' },
    explain: {
      en: 'A mapping is YAML that names a table and says where each field of a fact stands. The message names the key and the nearest known one.',
      zh: '映射文件是 YAML，写明表格及事实各字段的位置。信息中给出键名及最接近的已知键。',
    },
  },
  'sources/broken-row': {
    severity: 'error',
    summary: { en: 'a row of a table cannot be read as it stands', zh: '表格的某一行无法读取' },
    explain: {
      en: 'A quote is not closed, or the row has more or fewer cells than the head. The other rows are still read.',
      zh: '引号未闭合，或该行的单元格数与表头不符。其余各行照常读取。',
    },
  },
  'sources/missing-column': {
    severity: 'error',
    summary: { en: 'a table lacks a column that is needed', zh: '表格缺少所需的列' },
    explain: {
      en: 'A table of facts needs subject, measure, value and unit, or a mapping that says where they stand.',
      zh: '事实表需要 subject、measure、value、unit 四列，或由映射文件说明它们的位置。',
    },
  },
  'sources/missing-file': {
    severity: 'error',
    summary: { en: 'a file is not there', zh: '文件不存在' },
    explain: {
      en: 'The path is taken from the folder of the file that names it.',
      zh: '路径以提及它的文件所在目录为起点。',
    },
  },
  'sources/not-utf8': {
    severity: 'error',
    summary: { en: 'a text is not UTF-8', zh: '文本不是 UTF-8 编码' },
    explain: {
      en: 'It is not guessed silently. Set `encoding: gbk` (or gb18030, utf-16le) in the mapping, or save the file as UTF-8.',
      zh: '不会默默猜测编码。请在映射文件中写 `encoding: gbk`（或 gb18030、utf-16le），或把文件另存为 UTF-8。',
    },
  },
  'sources/outside-desk': {
    severity: 'error',
    summary: { en: 'a path leaves the desk', zh: '路径超出工作台目录' },
    explain: {
      en: "A desk reads and writes only below its own folder, so that a stranger's desk can be built safely.",
      zh: '工作台只读写自身目录之下的文件，这样构建他人的工作台也是安全的。',
    },
  },
  'sources/too-long': {
    severity: 'error',
    summary: { en: 'a line or cell is too long to be one', zh: '单行或单元格过长' },
    explain: {
      en: 'A cell may have a million characters. Longer ones are nearly always an unclosed quote or a file of another kind.',
      zh: '单元格最多一百万字符。更长的内容几乎总是引号未闭合或文件类型不符。',
    },
  },
  'sources/unknown-column': {
    severity: 'warning',
    summary: { en: 'a table has a column that is not read', zh: '表格中有一列未被读取' },
    explain: {
      en: 'Its head is like one that the table lacks: what stands below it would be lost. Columns of your own are let be.',
      zh: '列名与该表缺少的某一列相近，其下内容会被忽略。自行添加的其他列不受影响。',
    },
  },
  'sources/unreadable': {
    severity: 'error',
    summary: { en: 'nothing of a document can be read', zh: '文档完全无法读取' },
    explain: {
      en: 'It is encrypted, cut off, of another format than its name says, or larger than what is read. The message says which.',
      zh: '文档已加密、被截断、格式与名称不符，或超过可读取的大小。信息中说明具体原因。',
    },
  },
  'sources/unreadable-value': {
    severity: 'error',
    summary: { en: 'a cell holds no value that its field may have', zh: '单元格的内容不是该字段允许的值' },
    explain: {
      en: 'Numbers are written in digits with a point; `-` is not reported, `wanted` is still to be found.',
      zh: '数字用阿拉伯数字和小数点书写；`-` 表示未报告，`wanted` 表示待补。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
