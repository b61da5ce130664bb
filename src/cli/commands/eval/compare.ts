import { resolve } from 'node:path'
import type { Lang } from '../../../base/index.ts'
import { type Comparison, compare, type Pair } from '../../../project/index.ts'
import type { Invocation } from '../../command.ts'
import { formatJson } from '../../format/json.ts'
import { wrongUse } from '../../usage.ts'
import { openLab, textOf } from './open.ts'

/** `assay eval compare A B...`: who is better, on the samples that both have, and how sure that is. */
export async function compareVerb(invocation: Invocation): Promise<number> {
  const { args, options, lang, terminal } = invocation
  if (args.length < 2) throw wrongUse({ en: 'name two runs or more', zh: '请写明两次或更多运行' })
  const found = await compare(openLab(invocation), {
    folders: args.map((a) => resolve(terminal.folder, a)),
    despite: textOf(invocation, 'despite')
      .split(',')
      .map((d) => d.trim())
      .filter((d) => d !== ''),
  })
  if (options.json === true) terminal.out(formatJson(found))
  else terminal.out(text(found, lang))
  return 0
}

function text({ sides, pairs, differences }: Comparison, lang: Lang): string {
  const zh = lang === 'zh'
  const name = (i: number) => `${String.fromCharCode(65 + i)} ${sides[i]!.header.model.id}`
  const lines = sides.map(
    (s, i) =>
      `${name(i)}${s.header.model.synthetic ? (zh ? '（合成）' : ' (synthetic)') : ''}  ${(100 * s.value).toFixed(1)}%  n=${s.n}  ${s.header.protocol.id}`,
  )
  if (differences.length > 0)
    lines.push(
      zh
        ? `注意：协议不同（${differences.map((d) => d.field).join('、')}），按豁免比较`
        : `note: protocols differ (${differences.map((d) => d.field).join(', ')}), compared as waived`,
    )
  for (const p of pairs) lines.push('', ...pairLines(p, name, zh))
  return `${lines.join('\n')}\n`
}

function pairLines(p: Pair, name: (i: number) => string, zh: boolean): readonly string[] {
  const points = (x: number) => `${x >= 0 ? '+' : '−'}${Math.abs(100 * x).toFixed(1)}`
  const verdict =
    p.verdict === 'undecided'
      ? zh
        ? '无法分出高下'
        : 'undecided'
      : zh
        ? `${name(p.verdict === 'a' ? p.a : p.b)} 更高`
        : `${name(p.verdict === 'a' ? p.a : p.b)} is better`
  return [
    `${name(p.a)} − ${name(p.b)}: ${points(p.difference)} ${zh ? '个百分点' : 'points'} [${points(p.low)}, ${points(p.high)}]  n=${p.shared}`,
    `  ${p.test}: p=${p.p.toPrecision(2)}, ${zh ? 'Holm 校正后' : 'after Holm'} ${p.adjusted.toPrecision(2)}${
      p.discordant === null
        ? ''
        : `  (${zh ? '仅一方答对' : 'right in one alone'}: ${p.discordant.onlyA} / ${p.discordant.onlyB})`
    }`,
    `  ${zh ? '80% 把握可检出' : 'detectable at 80 % power'}: ${(100 * p.detectable).toFixed(1)} ${zh ? '个百分点' : 'points'}  →  ${verdict}`,
  ]
}
