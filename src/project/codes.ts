import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `project` may find; the only home of severity and summary. */
export const codes = {
  'project/bad-config': {
    severity: 'error',
    summary: { en: 'the configuration cannot be used', zh: '配置文件不可用' },
    explain: {
      en: 'assay.config.yaml is a set of keys; the message names the key and the nearest known one.',
      zh: 'assay.config.yaml 由若干键组成；信息中给出键名及最接近的已知键。',
    },
  },
  'project/bad-form': {
    severity: 'error',
    summary: { en: 'a form of sentences cannot be used', zh: '句式不可用' },
    explain: {
      en: 'A row of forms.csv needs a pattern, a law over the numbers of the pattern, and two examples; docs/audit.md says how they are written.',
      zh: 'forms.csv 的每一行都须有句式、句式中各数所遵循的算式，以及两个例句；写法见 docs/audit.md。',
    },
  },
  'project/bad-sureness': {
    severity: 'error',
    summary: { en: 'a count of findings cannot be used', zh: '发现的计数不可用' },
    explain: {
      en: 'A row of sureness.csv names a check and says how many of its findings were read (told) and how many of those proved true (held).',
      zh: 'sureness.csv 的每一行写明一个检查项、其发现中有多少项经人工核对（told），以及其中有多少项属实（held）。',
    },
  },
  'project/bad-usage': {
    severity: 'error',
    summary: { en: 'a command cannot be carried out as it is written', zh: '命令用法有误' },
    explain: {
      en: 'The message says what was found and what is known. `assay help COMMAND` shows the options.',
      zh: '信息中写明发现了什么、可用什么。`assay help 命令` 显示选项。',
    },
  },
  'project/missing-desk': {
    severity: 'error',
    summary: { en: 'there is no desk here', zh: '此处没有工作台' },
    explain: {
      en: 'A desk is a folder with assay.config.yaml. `assay init FOLDER` makes one.',
      zh: '工作台是含有 assay.config.yaml 的目录。`assay init 目录` 可新建一个。',
    },
  },
  'project/lake': {
    severity: 'error',
    summary: { en: 'the store of several machines cannot be used', zh: '多机共用的数据湖不可用' },
    explain: {
      en: 'Its settings lie in a file of the desk; the catalogue must answer, and the extensions of the engine must be installed: nothing is fetched.',
      zh: '其设置位于工作台的文件中；目录数据库须可连接，引擎扩展须已安装，本工具不下载任何内容。',
    },
  },
  'project/left-output': {
    severity: 'note',
    summary: { en: 'a file of an earlier build lies beside the new ones', zh: '新输出旁留有较早构建的文件' },
    explain: {
      en: 'A build without `--png` or with `--no-pdf` does not write what one before it wrote. The old file may hold other numbers, or lack the notices of the new version.',
      zh: '不带 `--png` 或带 `--no-pdf` 的构建不写入此前写过的文件。旧文件可能含有不同的数字，或缺少新版本的说明。',
    },
  },
  'project/missing-engine': {
    severity: 'error',
    summary: { en: 'the engine for large tables is not installed', zh: '未安装处理大表的引擎' },
    explain: {
      en: 'DuckDB is needed only to store and query exports that are too large for a text: `npm install @duckdb/node-api`.',
      zh: '仅在入库与查询大型导出文件时需要 DuckDB：`npm install @duckdb/node-api`。',
    },
  },
  'project/missing-font': {
    severity: 'error',
    summary: { en: 'the fonts for the PDF are not installed', zh: '未安装 PDF 所需字体' },
    explain: {
      en: 'They come from npm and are pinned, so that the same report gives the same bytes everywhere. Run `npm ci` without `--omit=optional`, or build with `--no-pdf`.',
      zh: '字体由 npm 固定版本提供，使同一报告在任何机器上产生相同字节。请执行不带 `--omit=optional` 的 `npm ci`，或用 `--no-pdf` 构建。',
    },
  },
  'project/no-report': {
    severity: 'error',
    summary: { en: 'no report answers to the name', zh: '没有符合名称的报告' },
    explain: {
      en: 'Reports stand in reports/DATE/index.md, or index.zh.md and index.en.md.',
      zh: '报告位于 reports/日期/index.md，或 index.zh.md 与 index.en.md。',
    },
  },
  'project/not-empty': {
    severity: 'error',
    summary: { en: 'a new desk would overwrite files', zh: '新建工作台会覆盖已有文件' },
    explain: {
      en: '`assay init` writes only where nothing of the name is.',
      zh: '`assay init` 只在没有同名文件处写入。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
