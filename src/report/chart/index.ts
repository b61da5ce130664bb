export { colorVariables, palette } from './palette.ts'
export type { ChartOptions } from './pen.ts'
export { renderChart, watermarkWords } from './render.ts'
export { renderSpark } from './spark.ts'
