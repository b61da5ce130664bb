const signs = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Digits and minus signs as their raised forms: 10²⁵ keeps what HTML and DOCX say by markup. */
export function raise(text: string): string {
  return text.replace(/[\d-]/g, (c) => (c === '-' ? '⁻' : signs[Number(c)]!))
}
