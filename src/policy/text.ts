import type { Expr } from './expression.ts'

const shares = new Set(['percent', 'percentage-point', 'percentage-point/year'])

/**
 * An expression as its author would write it.
 *
 * @example formula({ kind: 'name', name: 'price', start: 0, end: 5 }) // 'price'
 */
export function formula(expr: Expr): string {
  switch (expr.kind) {
    case 'number': {
      const value = shares.has(expr.unit) ? expr.value.times(100).toFixed() : expr.value.toFixed()
      const unit = expr.unit === 'percent' ? '%' : expr.unit.replace('percentage-point', 'pp')
      return expr.unit === '1' ? value : `${value} ${unit}`
    }
    case 'date':
      return expr.day
    case 'name':
      return expr.name
    case 'not':
      return `not ${inner(expr.arg)}`
    case 'binary':
      return `${inner(expr.left)} ${expr.op} ${inner(expr.right)}`
    case 'in':
      return `${inner(expr.arg)} in ${expr.list}`
    case 'within':
      return `${inner(expr.arg)} within ${inner(expr.other)}`
    case 'lookup':
      return `${expr.table}[${formula(expr.key)}]`
    case 'call':
      return `${expr.fn}(${expr.args.map(formula).join(', ')})`
    case 'if':
      return `if ${formula(expr.test)} then ${formula(expr.yes)} else ${formula(expr.no)}`
    case 'quota':
      return `quota ${expr.name}`
  }
}

function inner(expr: Expr): string {
  return expr.kind === 'binary' || expr.kind === 'if' ? `(${formula(expr)})` : formula(expr)
}
