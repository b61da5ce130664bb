import type { Lang } from '../../../base/index.ts'
import type { Progress } from '../../../project/index.ts'

/** One line that says how far a run is: done, rate, in flight, tokens, cost, time left. */
export function progressLine(p: Progress, lang: Lang): string {
  const rate = p.seconds > 0 ? p.done / p.seconds : 0
  const left = rate > 0 ? Math.ceil((p.planned - p.done) / rate) : null
  const percent = p.planned === 0 ? 0 : Math.floor((100 * p.done) / p.planned)
  const parts =
    lang === 'zh'
      ? [
          `${p.done}/${p.planned} (${percent}%)`,
          `${rate.toFixed(1)}/秒`,
          `在途 ${p.inFlight}/${p.limit}`,
          `token ${p.inputTokens}+${p.outputTokens}`,
          p.cost > 0 ? `费用 ${p.cost.toFixed(4)}` : '',
          p.failed > 0 ? `失败 ${p.failed}` : '',
          left === null ? '' : `剩余 ${clock(left)}`,
        ]
      : [
          `${p.done}/${p.planned} (${percent}%)`,
          `${rate.toFixed(1)}/s`,
          `in flight ${p.inFlight}/${p.limit}`,
          `tokens ${p.inputTokens}+${p.outputTokens}`,
          p.cost > 0 ? `cost ${p.cost.toFixed(4)}` : '',
          p.failed > 0 ? `failed ${p.failed}` : '',
          left === null ? '' : `left ${clock(left)}`,
        ]
  return parts.filter((x) => x !== '').join('  ')
}

function clock(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0
    ? `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`
    : `${m}:${String(s).padStart(2, '0')}`
}
