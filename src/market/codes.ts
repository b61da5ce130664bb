import { type CodeTable, reporter } from '../base/index.ts'

/** What the part `market` may find; the only home of severity and summary. */
export const codes = {
  'market/bad-spec': {
    severity: 'error',
    summary: { en: 'a feed, scheme or calendar cannot be used', zh: '数据接口、评级体系或日历文件不可用' },
    explain: {
      en: 'Such a file is YAML; the message names the key, what was found and the nearest known one.',
      zh: '此类文件为 YAML；信息中给出键名、所见内容及最接近的已知键。',
    },
  },
  'market/unknown-feed': {
    severity: 'error',
    summary: { en: 'no feed profile has the name and version', zh: '没有该名称和版本的数据接口' },
    explain: {
      en: 'A feed is named with its version, `tushare/index-daily@1`; `assay market feeds` lists them.',
      zh: '数据接口须写明版本，如 `tushare/index-daily@1`；`assay market feeds` 列出全部。',
    },
  },
  'market/no-head': {
    severity: 'error',
    summary: { en: 'the columns of the feed are not in the table', zh: '表格中没有该数据接口的列' },
    explain: {
      en: 'A profile is pinned to the columns of one export. The message names those that are missing and what stands in their place.',
      zh: '数据接口固定对应一种导出格式的列。信息中列出缺少的列及其位置上的内容。',
    },
  },
  'market/bad-cell': {
    severity: 'error',
    summary: { en: 'a cell of a feed cannot be read', zh: '数据单元格无法读取' },
    explain: {
      en: 'The day or number is in none of the forms that the profile names. The row is left out, the others are read.',
      zh: '日期或数字不属于该数据接口列出的任何写法。该行不予读取，其余各行照常读取。',
    },
  },
  'market/no-value': {
    severity: 'warning',
    summary: { en: 'a cell says that it has no value', zh: '单元格标明没有数值' },
    explain: {
      en: 'Spreadsheets and vendors write `#N/A` or `-` for a number that they do not have. Nothing is made of such a cell, and no zero in its place.',
      zh: '表格与供应商以 `#N/A` 或 `-` 表示缺少的数值。此类单元格不予使用，也不以零代替。',
    },
  },
  'market/unknown-code': {
    severity: 'error',
    summary: { en: 'a code names no known subject', zh: '代码没有对应的主体' },
    explain: {
      en: 'Every vendor spells the code of an index or an app in its own way; nothing is guessed. Add the spelling to the aliases or to `codes` of the feed.',
      zh: '各家对指数或应用的代码写法不同，本工具不作猜测。请将该写法加入别名表或接口文件的 `codes`。',
    },
  },
  'market/duplicate-row': {
    severity: 'warning',
    summary: { en: 'a day stands twice in a feed', zh: '同一天在数据中出现两次' },
    explain: {
      en: 'Of two rows alike one is read. Where they differ neither can be trusted, and both are left out.',
      zh: '两行相同时只读一行；两行不同时均不可信，都不读取。',
    },
  },
  'market/missing-day': {
    severity: 'warning',
    summary: { en: 'a series lacks days that it should have', zh: '序列缺少应有的日期' },
    explain: {
      en: 'A daily series of an exchange has every session, one of downloads every day. Nothing is filled in; sums and means over such a week are not made.',
      zh: '交易所日度序列应含每个交易日，下载量序列应含每一天。缺口不作填补，含缺口的一周不计算合计与均值。',
    },
  },
  'market/no-session': {
    severity: 'warning',
    summary: { en: 'a series has a day on which its exchange was closed', zh: '序列含有休市日' },
    explain: {
      en: 'Some exports repeat the close of another day on holidays. Such rows are left out: they would move a base day or a weekly return.',
      zh: '有的导出文件在休市日重复其他日期的收盘价。此类行不读取，否则会影响基准日与周收益。',
    },
  },
  'market/restated': {
    severity: 'note',
    summary: { en: 'a later retrieval says otherwise of an earlier day', zh: '后一次取数修改了历史数值' },
    explain: {
      en: 'Both are kept: a report uses what was known on its day, and `assay errata` names the reports that the revision touches.',
      zh: '两者都保留：报告使用其当日已知的数值，`assay errata` 列出受影响的报告。',
    },
  },
  'market/unsure-unit': {
    severity: 'warning',
    summary: { en: 'which table of units an export has is not known', zh: '无法判断导出文件的单位表' },
    explain: {
      en: 'Exports of one vendor share their columns and differ in units by ten or a thousand. Without a column that only one of them has, volume and turnover are left out; levels and percentages are read.',
      zh: '同一供应商的多种导出列名相同，单位却相差十倍或千倍。缺少可资区分的列时不读取成交量与成交额，点位与百分比照常读取。',
    },
  },
  'market/wrong-unit': {
    severity: 'error',
    summary: { en: 'the numbers of a feed do not fit its table of units', zh: '数据与接口的单位表不符' },
    explain: {
      en: 'Turnover over volume is a price for one share, and a change over a level is a percentage: where they come out a hundred or ten thousand times too large the table of units is another vendor’s.',
      zh: '成交额除以成交量应为每股价格，涨跌额除以点位应为涨跌幅；若相差百倍或万倍，则单位表属于另一家供应商。',
    },
  },
  'market/break': {
    severity: 'warning',
    summary: { en: 'the scope of a series changes', zh: '序列口径发生变化' },
    explain: {
      en: 'Stores, regions, device, definition or model of the vendor differ from those of the days before. The numbers before and after are not compared.',
      zh: '商店、地区、设备、定义或供应商模型与此前不同。前后数值不作比较。',
    },
  },
  'market/no-relative': {
    severity: 'error',
    summary: { en: 'a declared relative performance cannot be made', zh: '所声明的相对表现无法计算' },
    explain: {
      en: 'Subject or benchmark has no closes, the calendar does not tell of the day, or a series does not reach the base or the end: a number over another span would not be the one declared.',
      zh: '标的或基准没有收盘价，日历不含该日，或序列未覆盖基准日或截止日：区间不同的数值不是所声明的数值。',
    },
  },
  'market/early-end': {
    severity: 'warning',
    summary: { en: 'relative performance ends before its last session', zh: '相对表现止于最后一个交易日之前' },
    explain: {
      en: 'A series lacks up to five sessions before the day of the report. The number is made up to the last day that both series have, and its period says so.',
      zh: '序列缺少报告日前至多五个交易日。数值计算至两个序列共有的最后一天，其期间即如此注明。',
    },
  },
  'market/bad-scheme': {
    severity: 'error',
    summary: { en: 'a rating scheme has gaps, overlaps or two horizons', zh: '评级体系存在空档、重叠或两个期限' },
    explain: {
      en: 'The bands of a scheme divide the line once, for one horizon and one benchmark in each market.',
      zh: '评级各档应不重不漏地覆盖全部区间，且只有一个期限、每个市场一个基准。',
    },
  },
  'market/outside-scheme': {
    severity: 'error',
    summary: { en: 'a rating is not in its scheme', zh: '评级不在其体系之内' },
    explain: {
      en: 'The label, the day or the market of the rating does not belong to the scheme that the event names. Such a row enters no rate.',
      zh: '评级名称、日期或市场不属于该事件所指的体系。此类行不计入命中率。',
    },
  },
  'market/rating-log': {
    severity: 'error',
    summary: { en: 'a log of ratings contradicts itself', zh: '评级记录自相矛盾' },
    explain: {
      en: 'A change does not fit the rating before it, a subject has two ratings on one day, a row stands twice, or a rating is of a day that is still to come. Of two rows of one day the first is read.',
      zh: '评级变动与前一次评级不符、同一标的一天有两次评级、同一行出现两次，或评级日期尚未到来。同一天的两行只读第一行。',
    },
  },
} as const satisfies CodeTable

/** Makes a finding of this part. */
export const report = reporter(codes)
