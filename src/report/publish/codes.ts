import { type CodeTable, reporter } from '../../base/index.ts'

/** What the rules of publishing may find; the weight of a rule is its pack's, which chooses the code. */
export const publishCodes = {
  'publish/rule': {
    severity: 'error',
    summary: { en: 'a rule of publishing is not met', zh: '未满足发布规则' },
    explain: {
      en: 'The message names the rule, and `assay rules RULE` its instrument and article. Mend it, or waive it with a reason and the person who decides.',
      zh: '信息中写明规则编号，`assay rules 编号` 显示其依据与条款。请更正，或写明理由与决定人予以豁免。',
    },
  },
  'publish/advice': {
    severity: 'warning',
    summary: { en: 'a rule of publishing that is advised is not met', zh: '未满足建议性的发布规则' },
    explain: {
      en: 'As publish/rule, for rules that their pack does not make binding.',
      zh: '同 publish/rule，但该规则在规则包中为建议性。',
    },
  },
  'publish/unknown': {
    severity: 'note',
    summary: { en: 'a rule of publishing cannot be checked by a program', zh: '程序无法核对的发布规则' },
    explain: {
      en: 'A person checks it and signs: `journal: [{ rule: CN-20, person: …, day: …, says: … }]` in the front matter.',
      zh: '请由人员核对并签署：在文件头写 `journal: [{ rule: CN-20, person: …, day: …, says: … }]`。',
    },
  },
  'publish/no-profile': {
    severity: 'error',
    summary: {
      en: 'the publisher has no profile, and the report carries what needs one',
      zh: '未设置发布者类型，而报告含有须凭资格发布的内容',
    },
    explain: {
      en: 'A rating, a target price or the label 证券研究报告 may be published by who is licensed for it. Set `publisher: { profile: cn-unlicensed }` (or cn-licensed, eu-mar, us-finra) in assay.config.yaml.',
      zh: '评级、目标价与“证券研究报告”标识只能由具备资格者发布。请在 assay.config.yaml 中设置 `publisher: { profile: cn-unlicensed }`（或 cn-licensed、eu-mar、us-finra）。',
    },
  },
  'publish/unchecked': {
    severity: 'note',
    summary: {
      en: 'the publisher has no profile, and no rule of publishing was checked',
      zh: '未设置发布者类型，未核对任何发布规则',
    },
    explain: {
      en: 'Which rules bind a report follows from who publishes it. `assay build` says so until `publisher: { profile: … }` stands in assay.config.yaml.',
      zh: '适用哪些规则取决于发布者。在 assay.config.yaml 中写明 `publisher: { profile: … }` 之前，`assay build` 会给出此提示。',
    },
  },
  'publish/bad-pack': {
    severity: 'error',
    summary: { en: 'a pack of rules cannot be used', zh: '规则包不可用' },
    explain: {
      en: 'A pack is YAML with an id, a version and rules; each rule names the check that carries it out.',
      zh: '规则包为 YAML，含 id、version 与 rules；每条规则写明由哪项检查执行。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of the rules of publishing. */
export const publishReport = reporter(publishCodes)
