// what text must hold for a mask of labels, dates or indices to find anything in it, in small letters

/** How the names of months begin. */
export const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Quarters and halves of a year as they are written short. */
export const quarters = ['1', '2', '3', '4'].flatMap((n) => [`q${n}`, `h${n}`, `${n}q`, `${n}h`])
/** Words that number parts of a document. */
export const labels =
  'figure fig table exhibit section sec. chapter appendix annex article clause page p. pp no. step phase tier grade stage line row column note rule case'.split(
    ' ',
  )
/** The same for those that do so with a capital alone. */
export const capitalLabels =
  'part vol issue week item lesson episode round level group panel box slide sheet footnote ref. title schedule para problem task example equation eq.'.split(
    ' ',
  )
/** How the names of indices of shares begin. */
export const indices =
  '沪深 中证 上证 深证 标普 纳斯达克 富时 恒生 科创 创业板 日经 罗素 csi s&p ftse nasdaq nikkei russell stoxx'.split(
    ' ',
  )
