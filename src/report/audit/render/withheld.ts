import type { Lang } from '../../../base/index.ts'

/** Says that `n` findings are left out, since they are less sure than was asked for. */
export function withheldWords(n: number, lang: Lang): string {
  if (lang === 'zh') return `另有 ${n} 项发现的置信度低于所设下限，未列出`
  return n === 1
    ? '1 finding is less sure than asked for and is not listed'
    : `${n} findings are less sure than asked for and are not listed`
}
