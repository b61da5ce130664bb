export { median } from 'd3-array'
export { format, precisionFixed } from 'd3-format'
export { scaleBand, scaleLinear, scaleLog, scaleUtc } from 'd3-scale'
export {
  line,
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTimes,
  symbolTriangle,
  symbolWye,
} from 'd3-shape'
export { utcFormat } from 'd3-time-format'
