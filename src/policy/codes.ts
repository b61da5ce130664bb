import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `policy` may find; the only home of severity and summary. */
export const codes = {
  'policy/bad-input': {
    severity: 'error',
    summary: { en: 'a value of a claim cannot be what it says', zh: '申请中的取值不可能成立' },
    explain: {
      en: 'A price below zero, a day that does not exist, a grade outside its range. The claim is reported as unknown; the others are computed.',
      zh: '例如负的价格、不存在的日期、超出范围的等级。该条申请记为未知，其余照常计算。',
    },
  },
  'policy/bad-line': {
    severity: 'error',
    summary: { en: 'a line of a rule file cannot be read', zh: '规则文件中有一行无法读取' },
    explain: {
      en: 'The message says what was expected. docs/policy.md lists the blocks and their lines.',
      zh: '信息中写明应为何种内容。docs/policy.md 列出了各种区块及其行。',
    },
  },
  'policy/circular': {
    severity: 'error',
    summary: { en: 'a definition needs itself', zh: '定义循环引用自身' },
    explain: {
      en: 'Follow the names in the message and state one of them instead of computing it.',
      zh: '请沿信息中的名称查找，把其中一个改为直接给出。',
    },
  },
  'policy/duplicate-name': {
    severity: 'error',
    summary: { en: 'a name is defined twice', zh: '同一名称定义了两次' },
    explain: {
      en: 'Names are shared by values, lists, tables, windows, quotas, pools, rules and assumptions of one policy. Rename one of them.',
      zh: '同一政策内的数值、清单、表、期间、限额、资金池、规则和假设共用名称。请改名。',
    },
  },
  'policy/example-failed': {
    severity: 'error',
    summary: { en: 'an example in a rule file does not come out', zh: '规则文件中的例子与计算结果不符' },
    explain: {
      en: 'The rules give something else than the example says. One of the two is wrong.',
      zh: '规则的结果与例子不同，二者必有一误。',
    },
  },
  'policy/gap': {
    severity: 'warning',
    summary: {
      en: 'there are days on which no version holds, or words of which a table says nothing',
      zh: '有若干天没有有效版本，或表中有的词没有写明',
    },
    explain: {
      en: 'A claim of those days or words is answered with unknown. Extend a version, or add what is missing.',
      zh: '涉及这些日子或词的申请只能回答“未知”。请延长某个版本，或补上缺失的内容。',
    },
  },
  'policy/missing-clause': {
    severity: 'error',
    summary: { en: 'a rule, a value or a step cites no clause', zh: '规则、数值或步骤没有引用条款' },
    explain: {
      en: 'Every step of an answer names its act and clause. Write `from ACT §CLAUSE`, and a `clause` block for it.',
      zh: '答案的每一步都要写明文件与条款。请写 `from 文件 §条款`，并为它写一个 `clause` 区块。',
    },
  },
  'policy/missing-column': {
    severity: 'error',
    summary: { en: 'a table of claims lacks a column that the rules need', zh: '申请表缺少规则所需的列' },
    explain: {
      en: 'All rows would be unknown for the same reason. `assay policy explain POLICY` lists the columns and their other names.',
      zh: '所有行都会因此成为未知。`assay policy explain 政策` 列出各列及其别名。',
    },
  },
  'policy/modality': {
    severity: 'error',
    summary: { en: 'a number is used as what it is not', zh: '数字被当作另一种性质使用' },
    explain: {
      en: 'An average is nobody’s entitlement, and a sum over "about" is no exact sum. Declare the result as what it is, or refuse it.',
      zh: '平均数不是任何一个人的应得额，“左右”之和也不是精确之和。请按其性质声明结果，或拒绝给出。',
    },
  },
  'policy/no-claim': {
    severity: 'error',
    summary: { en: 'a record does not say what it claims', zh: '记录未写明申请的是什么' },
    explain: {
      en: 'Give `claim: NAME`, or fields that only one kind of claim has.',
      zh: '请写 `claim: 名称`，或只属于某一种申请的字段。',
    },
  },
  'policy/overlap': {
    severity: 'error',
    summary: {
      en: 'two versions hold on the same day and neither amends the other',
      zh: '两个版本同日有效，且互不修改',
    },
    explain: {
      en: 'Say how the later act treats the earlier one: `replaces`, `extends` or `retroactive`.',
      zh: '请写明后一文件如何处理前一文件：`replaces`、`extends` 或 `retroactive`。',
    },
  },
  'policy/quote-not-found': {
    severity: 'error',
    summary: { en: 'a quotation is not in the stored text of its act', zh: '引文不在所存文件原文中' },
    explain: {
      en: 'The words between the quotation marks must occur letter by letter in the text that the act names. White space is ignored.',
      zh: '引号内的文字须逐字出现在该文件所存文本中；空白不计。',
    },
  },
  'policy/unit-mismatch': {
    severity: 'error',
    summary: { en: 'units of a rule do not go together', zh: '规则中的单位不相容' },
    explain: {
      en: 'Percent is no percentage point, points a year are no points, a day is no amount of money.',
      zh: '百分比不是百分点，每年的百分点不是百分点，日期不是金额。',
    },
  },
  'policy/unknown-choice': {
    severity: 'error',
    summary: { en: 'a claim names something that the policy has no word for', zh: '申请中的名称不在政策的词表中' },
    explain: {
      en: 'The claim is reported as unknown. The message names the nearest word; add an alias to the `words` block when it is the same thing.',
      zh: '该条申请记为未知。信息给出最接近的词；若确为同一事物，请在 `words` 区块中加别名。',
    },
  },
  'policy/duplicate-id': {
    severity: 'warning',
    summary: { en: 'two claims of a file have one id', zh: '文件中两条申请编号相同' },
    explain: {
      en: 'Both were computed. Results are found by their ids, so give each record its own; records of one consumer share quotas by the field `consumer`.',
      zh: '两条都已计算。结果按编号查找，因此每条记录应有自己的编号；同一消费者的记录以 `consumer` 字段共用限额。',
    },
  },
  'policy/unknown-place': {
    severity: 'warning',
    summary: { en: 'a claim comes from a place for which nothing is stored', zh: '申请所在地区没有存储的规定' },
    explain: {
      en: 'National rules alone were applied to it. Where the name is a slip, mend it; add a place to the `places` block when its rules are added.',
      zh: '对其只适用了全国规定。若为笔误请更正；为该地区添加规则时，请在 `places` 区块中加入其名称。',
    },
  },
  'policy/unknown-field': {
    severity: 'warning',
    summary: { en: 'a field of a claim is not used by the policy', zh: '政策不使用申请中的某个字段' },
    explain: {
      en: 'It was passed over. When it is a slip, the message names the nearest field.',
      zh: '该字段已略过。若为笔误，信息给出最接近的字段。',
    },
  },
  'policy/unknown-name': {
    severity: 'error',
    summary: { en: 'a rule names something that is not defined', zh: '规则引用了未定义的名称' },
    explain: {
      en: 'The message names the nearest definition.',
      zh: '信息给出最接近的定义。',
    },
  },
  'policy/unknown-policy': {
    severity: 'error',
    summary: { en: 'there is no policy of that name', zh: '没有这一名称的政策' },
    explain: {
      en: 'Policies are the `.md` files of the desk’s `policies/` and those that ship with the package. A path to a file works too.',
      zh: '政策是工作台 `policies/` 中的 `.md` 文件和随包附带的政策，也可直接给出文件路径。',
    },
  },
  'policy/unread-input': {
    severity: 'error',
    summary: { en: 'a file of claims cannot be read', zh: '申请文件无法读取' },
    explain: {
      en: 'Claims are JSON (a record, a list, or `{claims: [...]}`), CSV with a head row in UTF-8, or Parquet.',
      zh: '申请文件可以是 JSON（一条记录、一个列表或 `{claims: [...]}`）、带表头的 UTF-8 CSV，或 Parquet。',
    },
  },
  'policy/unreachable': {
    severity: 'warning',
    summary: { en: 'a case can never be reached', zh: '有情形永远不会用到' },
    explain: {
      en: 'What stands before it always decides. Delete it, or correct what comes first.',
      zh: '前面的内容总会先行决定。请删除它，或更正前者。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
