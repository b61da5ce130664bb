const front = /^---\n([\s\S]{0,200000}?)\n(?:---|\.\.\.)(?=\n)/

/**
 * A Markdown text with the results of its `model-index`, which model cards have in their front matter, as an HTML table on the same lines.
 *
 * Any other front matter stays as it is.
 *
 * @source Hugging Face, model card metadata: `model-index[].results[].dataset.name` and `.metrics[].value`
 */
export function withResults(markdown: string): string {
  const found = front.exec(markdown)
  if (found === null || !/^model-index:\s*$/m.test(found[1]!)) return markdown
  const table = tableOf(found[1]!.split('\n'))
  return table === null ? markdown : `\n${table}\n${markdown.slice(found[0].length)}`
}

function tableOf(lines: readonly string[]): string | null {
  let [model, benchmark, under] = ['', '', '']
  let isIndex = false
  let count = 0
  const written = lines.map((line) => {
    const entry = /^\s*(?:-\s+)?([A-Za-z_-]{1,40}):\s*(.{0,300}?)\s*$/.exec(line)
    if (entry === null) return ''
    const key = entry[1]!
    const value = entry[2]!.replace(/^(['"])(.*)\1$/, '$2')
    if (/^\S/.test(line) && !line.startsWith('-')) isIndex = key === 'model-index'
    if (!isIndex) return ''
    if (['results', 'task', 'dataset', 'metrics', 'source'].includes(key)) under = key
    else if (key === 'name' && under === '') model = value
    else if (key === 'name' && under === 'dataset') benchmark = value
    if (key === 'name' && /^(?:-|\s{0,2}-)\s/.test(line) && under !== 'metrics') [model, under] = [value, '']
    if (key !== 'value' || under !== 'metrics' || benchmark === '' || !/^\d/.test(value)) return ''
    count += 1
    return `<tr><td>${plain(benchmark)}</td><td>${plain(value)}</td></tr>`
  })
  if (count === 0 || model === '') return null
  const first = written.findIndex((line) => line !== '')
  // the head stands on the line of the first result
  written[first] = `<table><tr><td>Benchmark</td><td>${plain(model)}</td></tr>${written[first]}`
  const last = written.findLastIndex((line) => line !== '')
  written[last] += '</table>'
  return written.join('\n')
}

function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
