export { type Against, type Placed, resolveRelative } from './against.ts'
export {
  type Calendar,
  createCalendars,
  type DayKind,
  dayKind,
  holidaysIn,
  lastSession,
  nextSession,
  sessionsIn,
  weekday,
} from './calendar.ts'
export { readNumber } from './cells.ts'
export { codes, report } from './codes.ts'
export { type CoverRating, coverFault } from './cover.ts'
export { marketFacts, type UsedFeed } from './facts.ts'
export { type FeedRow, type FeedTable, readFeed } from './feed.ts'
export { resolveHead } from './head.ts'
export {
  addMonths,
  type Closes,
  type HitInput,
  type HitRate,
  hitRates,
  type Open,
  type Outcome,
  outcomeOf,
  type Rate,
  returnBetween,
} from './hits.ts'
export { checkRatings } from './log.ts'
export { type DayForm, dayForms, firstMarketDay, parseMoment } from './moment.ts'
export { checkNames, checkProfile } from './names.ts'
export { type Observation, observationKey } from './observation.ts'
export { checkMoves, checkUnits, longestWeekend, type Moves, smallestMove } from './plausible.ts'
export { type FeedColumn, type FeedProfile, parseProfile } from './profile.ts'
export { proportions, type RatingEvent, readRatings, type Spell, spellsOf } from './rating.ts'
export { chartPeriod, type Relative, type RelativeForm, ratioOf, relativeTo } from './relative.ts'
export { type WeekReturn, weekReturns } from './returns.ts'
export { type Band, bandFaults, inBand, parseScheme, type RatingScheme } from './scheme.ts'
export {
  type Break,
  breakFinding,
  breaksIn,
  checkBreaks,
  checkDays,
  missingDays,
  missingFinding,
  type Point,
  type Series,
  seriesOf,
  sessionsOnly,
} from './series.ts'
export { type FeedUse, parseFeedUse, type RelativeUse, type WeekUse } from './setting.ts'
export {
  daySql,
  faultSql,
  impossibleSql,
  lateSql,
  plainDaySql,
  plainValueSql,
  sqlName,
  sqlText,
  valueSql,
  type WeekQuery,
  weekSql,
} from './sql.ts'
export { incomparable, parseWeekday, weekBefore, weekdayNames, weekOf, weeksIn } from './week.ts'
export { type WeekOptions, type WeekRow, weekRows } from './weekly.ts'
