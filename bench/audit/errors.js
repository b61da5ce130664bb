// Twenty classes of errors, each put into a clean document once. `codes` are the findings that may tell of it.
const data = (t) =>
  t.kinds
    .map((k, i) => [k, i])
    .filter(([k]) => k.kind === 'data')
    .map(([, i]) => i)
const isNumber = (text) => /^\d+(?:\.\d+)?/.test(text)
const bare = (text) => text.replace(/\s*\(.*\)$/, '')
const table = (d) => d.blocks.find((b) => b.kind === 'table' && b.covered)
const sales = (d) => d.blocks.find((b) => b.kind === 'table' && !b.covered)
const said = (d, ...what) => d.blocks.filter((b) => b.kind === 'paragraph' && what.includes(b.what))
const differ = (a, b) =>
  a.slice(1).filter((c, i) => isNumber(c) && isNumber(b[i + 1]) && bare(c) !== bare(b[i + 1])).length >= 2
const structural = true

function replace(block, from, to) {
  if (!block.text.includes(from) || from === to) return false
  block.text = block.text.replace(from, to)
  return true
}

function cellOf(random, t, test = () => true) {
  const all = data(t)
    .flatMap((r) => t.rows[r].map((text, c) => [r, c, text]))
    .filter(([r, c, text]) => c > 0 && isNumber(text) && test(r, c, text))
  return all.length === 0 ? null : random.pick(all)
}

function setCell(t, r, c, value) {
  t.rows[r][c] = t.rows[r][c].replace(/^\d+(?:\.\d+)?/, value)
  return { table: 1, row: r + 1, column: c + 1 }
}

const shift = (random, d, blank) => {
  const t = table(d)
  const rows = data(t)
  // the values of a block move up by one, its first row into the heading or row above it
  const first = random.int(Math.max(1, rows.length - 3))
  const length = Math.min(rows.length - first - 1, 2 + random.int(3))
  const block = rows.slice(first, first + length + 1)
  const start = block[0] > 1 && t.kinds[block[0] - 1].kind === 'group' ? block[0] - 1 : block[0]
  const lines = [start, ...block.filter((r) => r > start)]
  const values = lines.map((r) => t.rows[r].slice(1))
  const last = lines.at(-1)
  if (
    lines.length < 3 ||
    lines
      .slice(1)
      .some(
        (r, i) =>
          !differ(t.rows[lines[i]].some(isNumber) ? t.rows[lines[i]] : t.rows[r].map((c) => `9${c}`), t.rows[r]),
      )
  )
    return null
  for (const [i, r] of lines.entries()) if (r !== last) t.rows[r] = [t.rows[r][0], ...values[i + 1]]
  if (blank) t.rows[last] = [t.rows[last][0], ...values[0].map(() => '')]
  return { table: 1 }
}

const word = {
  zh: { above: ['高于', '优于'], below: '低于' },
  en: { above: ['higher than', 'ahead of'], below: 'lower than' },
}

export const errors = [
  {
    name: 'row block shifted, last row twice',
    structural,
    codes: ['audit/row-shift'],
    make: (r, d) => shift(r, d, false),
  },
  {
    name: 'row block shifted, last row empty',
    structural,
    codes: ['audit/row-shift'],
    make: (r, d) => shift(r, d, true),
  },
  {
    name: 'two rows exchanged',
    structural,
    codes: ['audit/row-swap'],
    make: (random, d) => {
      const t = table(d)
      const [a, b] = random.some(data(t), 2)
      if (!differ(t.rows[a], t.rows[b])) return null
      const [x, y] = [t.rows[a].slice(1), t.rows[b].slice(1)]
      t.rows[a] = [t.rows[a][0], ...y]
      t.rows[b] = [t.rows[b][0], ...x]
      return { table: 1 }
    },
  },
  {
    name: 'row repeats another',
    structural,
    codes: ['audit/row-duplicate', 'audit/row-shift'],
    make: (random, d) => {
      const t = table(d)
      const [a, b] = random.some(data(t), 2)
      if (!differ(t.rows[a], t.rows[b])) return null
      t.rows[a] = [t.rows[a][0], ...t.rows[b].slice(1)]
      return { table: 1 }
    },
  },
  {
    name: 'two columns exchanged',
    structural,
    codes: ['audit/column-swap'],
    make: (random, d) => {
      const t = table(d)
      const [a, b] = random.some(t.rows[0].map((_, c) => c).slice(1), 2)
      for (const r of data(t)) [t.rows[r][a], t.rows[r][b]] = [t.rows[r][b], t.rows[r][a]]
      return { table: 1 }
    },
  },
  {
    name: 'column repeats another',
    structural,
    codes: ['audit/column-duplicate', 'audit/column-swap'],
    make: (random, d) => {
      const t = table(d)
      const [a, b] = random.some(t.rows[0].map((_, c) => c).slice(1), 2)
      for (const r of data(t)) t.rows[r][a] = t.rows[r][b]
      return { table: 1 }
    },
  },
  {
    name: 'two cells of a row exchanged',
    structural,
    codes: ['audit/cell-swap'],
    make: (random, d) => {
      const t = table(d)
      const r = random.pick(data(t))
      const [a, b] = random.some(
        t.rows[r].map((text, c) => [text, c]).filter(([text, c]) => c > 0 && isNumber(text)),
        2,
      )
      if (b === undefined || Math.abs(Number.parseFloat(a[0]) - Number.parseFloat(b[0])) < 0.15) return null
      t.rows[r][a[1]] = b[0]
      t.rows[r][b[1]] = a[0]
      return { table: 1, row: r + 1 }
    },
  },
  {
    name: 'condition of a cell in its head',
    structural,
    codes: ['audit/promoted-condition', 'audit/condition'],
    make: (random, d) => {
      const t = table(d)
      // a cell whose conditions differ from its row's lends them to its column
      const cells = data(t)
        .flatMap((r) => t.rows[r].map((text, c) => [text, c, r]))
        .filter(([text, c]) => c > 0 && /\(\d+-shot/.test(text))
      if (cells.length === 0) return null
      const [text, c] = random.pick(cells)
      const [, shots, cot] = /\((\d+)-shot(?:, ((?:non-)?CoT))?/.exec(text)
      // where most of the column was taken under that condition, its head says nothing wrong
      const others = data(t)
        .map((r) => t.kinds[r].facts[c - 1])
        .filter((f) => f !== undefined && f.scope.shots !== undefined)
      const apart = others.filter(
        (f) => f.scope.shots !== shots || (cot !== undefined && f.scope.cot !== (cot === 'CoT' ? 'yes' : 'no')),
      )
      if (apart.length < 3 || apart.length < others.length - 2) return null
      const scope = /\((\d+-shot(?:, (?:non-)?CoT)?)/.exec(text)[1]
      t.rows[0][c] += ` (${scope})`
      return { table: 1 }
    },
  },
  {
    name: 'wrong number of shots in a label',
    structural,
    codes: ['audit/condition'],
    make: (random, d) => {
      const t = table(d)
      const rows = data(t).filter(
        (r) =>
          /\d+-shot/.test(t.rows[r][0]) &&
          t.kinds[r].facts.filter((f) => f !== undefined && f.scope.shots !== undefined).length >= 3,
      )
      if (rows.length === 0) return null
      const r = random.pick(rows)
      t.rows[r][0] = t.rows[r][0].replace(/\d+(?=-shot)/, (n) => (n === '0' ? '5' : '0'))
      return { table: 1, row: r + 1 }
    },
  },
  {
    name: 'value lost',
    structural,
    codes: ['audit/lost-value'],
    make: (random, d) => {
      const t = table(d)
      const cell = cellOf(random, t)
      if (cell === null) return null
      t.rows[cell[0]][cell[1]] = random.chance(0.5) ? '-' : ''
      return { table: 1, row: cell[0] + 1 }
    },
  },
  {
    name: 'one digit wrong in a cell',
    cell: true,
    codes: ['audit/cell', 'audit/scale-slip'],
    make: (random, d) => {
      const t = table(d)
      const [r, c, text] = cellOf(random, t)
      const digits = [...bare(text)]
      const at = random.pick(
        digits
          .map((x, i) => [x, i])
          .filter(([x]) => /\d/.test(x))
          .map(([, i]) => i),
      )
      digits[at] = String((Number(digits[at]) + 1 + random.int(9)) % 10)
      return digits[0] === '0' ? null : setCell(t, r, c, digits.join(''))
    },
  },
  {
    name: 'two digits exchanged in a cell',
    cell: true,
    codes: ['audit/cell'],
    make: (random, d) => {
      const t = table(d)
      const found = cellOf(random, t, (_r, _c, text) => /^\d\d\.\d/.test(text) && text[0] !== text[1])
      if (found === null) return null
      const [r, c, text] = found
      return text[1] === '0' ? null : setCell(t, r, c, `${text[1]}${text[0]}${bare(text).slice(2)}`)
    },
  },
  {
    name: 'point moved in a cell',
    cell: true,
    codes: ['audit/scale-slip', 'audit/cell', 'audit/impossible'],
    make: (random, d) => {
      const t = table(d)
      const [r, c, text] = cellOf(random, t, (_r, _c, x) => /^\d\d\.\d/.test(x))
      return setCell(
        t,
        r,
        c,
        random.chance(0.5) ? (Number.parseFloat(text) / 10).toFixed(2) : bare(text).replace('.', ''),
      )
    },
  },
  {
    name: 'scale word wrong (万, 亿, billion)',
    unit: true,
    codes: ['audit/scale-slip', 'audit/mismatch'],
    make: (random, d) => {
      const blocks = said(d, 'params', 'tokens', 'bonds')
      if (blocks.length === 0) return null
      const b = random.pick(blocks)
      const wrong =
        d.lang === 'zh'
          ? b.value.includes('万亿')
            ? b.value.replace('万亿', '亿')
            : b.value.replace('亿', '万')
          : b.value.includes('trillion')
            ? b.value.replace('trillion', 'billion')
            : /\dbn$/.test(b.value)
              ? b.value.replace('bn', 'mn')
              : b.value.replace('billion', random.chance(0.5) ? 'million' : 'trillion')
      return replace(b, b.value, wrong) ? { text: b.text } : null
    },
  },
  {
    name: 'percent for percentage points',
    unit: true,
    codes: ['audit/unit-slip', 'audit/ratio'],
    make: (random, d) => {
      const b = random.pick(said(d, 'loan', 'points'))
      return b !== undefined && replace(b, b.value, b.value.replace(/\s?个百分点|\spercentage points/, '%'))
        ? { text: b.text }
        : null
    },
  },
  {
    name: 'digit wrong in a sentence',
    codes: ['audit/mismatch', 'audit/scale-slip'],
    make: (random, d) => {
      const blocks = said(d, 'params', 'bonds', 'loan', 'cap', 'context')
      if (blocks.length === 0) return null
      const b = random.pick(blocks)
      const n = /\d+(?:\.\d+)?/.exec(b.value)[0]
      const digits = [...n]
      const at = random.pick(
        digits
          .map((x, i) => [x, i])
          .filter(([x]) => /[1-9]/.test(x))
          .map(([, i]) => i),
      )
      digits[at] = String((Number(digits[at]) % 9) + 1)
      return replace(b, b.value, b.value.replace(n, digits.join(''))) ? { text: b.text } : null
    },
  },
  {
    name: 'comparison turned around',
    codes: ['audit/flip'],
    make: (_random, d) => {
      const b = said(d, 'comparison')[0]
      if (b === undefined) return null
      if (b.flip !== undefined) return replace(b, ...b.flip) ? { text: b.text } : null
      const own = word[d.lang].above.find((w) => b.text.includes(w))
      return replace(b, own, word[d.lang].below) ? { text: b.text } : null
    },
  },
  {
    name: 'growth does not follow',
    codes: ['audit/ratio'],
    make: (random, d) => {
      const b = said(d, 'growth')[0]
      const p = Number.parseFloat(b.value)
      return replace(b, b.value, `${(p + (random.chance(0.5) ? 7 : -4) + 0.3).toFixed(1)}%`) ? { text: b.text } : null
    },
  },
  {
    name: 'total is not the sum',
    codes: ['audit/sum'],
    make: (random, d) => {
      const t = sales(d)
      const r = t.rows.length - 1
      t.rows[r][1] = (Number(t.rows[r][1]) + 10 + random.int(90)).toFixed(1)
      return { sales: true }
    },
  },
  {
    name: 'wrong day of the week',
    codes: ['audit/date'],
    make: (random, d) => {
      const b = said(d, 'date')[0]
      const days =
        d.lang === 'zh'
          ? [...'日一二三四五六']
          : ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
      const other = random.pick(days.filter((x) => x !== b.week))
      return replace(
        b,
        d.lang === 'zh' ? (b.text.includes('星期') ? `星期${b.week}` : `周${b.week}`) : b.week,
        d.lang === 'zh' ? `${b.text.includes('星期') ? '星期' : '周'}${other}` : other,
      )
        ? { text: b.text }
        : null
    },
  },
]
