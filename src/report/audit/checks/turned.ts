import type { AuditDesk } from '../desk.ts'

/** Tells of a word of comparison or of change that two numbers of its sentence do not bear out, unless it is told of. */
export function tellTurned(
  word: string,
  at: number,
  [one, other]: readonly [string, string],
  confidence: number,
  desk: AuditDesk,
): void {
  if (desk.isTold(at, at + word.length)) return
  desk.tell(
    'audit/flip',
    desk.place(at, at + word.length),
    {
      en: `"${word}" disagrees with the numbers of the sentence: \`${one}\` against \`${other}\``,
      zh: `“${word}”与句中数值不符：\`${one}\` 对 \`${other}\``,
    },
    { confidence, printed: word },
  )
}
