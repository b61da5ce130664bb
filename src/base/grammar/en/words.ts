const named = (words: string, from: number, step: number): Readonly<Record<string, number>> =>
  Object.fromEntries(words.split(' ').map((word, i) => [word, from + i * step]))

/** Words for one to nine. */
export const ones = named('one two three four five six seven eight nine', 1, 1)

/** Words for ten to nineteen. */
export const teens = named('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10, 1)

/** Words for the tens. */
export const tens = named('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10)

/** Words that multiply what stands before them, and the powers of ten among them. */
export const multipliers: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
}

/** Sizes in the plural, as the interval that "hundreds of" names. */
export const plurals: Readonly<Record<string, readonly [number, number]>> = {
  tens: [20, 99],
  dozens: [24, 99],
  hundreds: [200, 999],
  thousands: [2e3, 9999],
  millions: [2e6, 9_999_999],
  billions: [2e9, 9_999_999_999],
  trillions: [2e12, 9_999_999_999_999],
}

/** Words before a multiplier that leave its number open: several hundred. */
export const several: readonly string[] = ['several', 'a few', 'a couple of', 'a couple', 'many']

/** Parts of a whole, in the singular, with their denominators. */
export const parts: Readonly<Record<string, number>> = {
  half: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  twentieth: 20,
  hundredth: 100,
  thousandth: 1000,
}

/** Words that multiply by themselves, with the unit that they stand for. */
export const multiples: readonly { readonly word: string; readonly factor: string; readonly unit: string }[] = [
  { word: 'twice', factor: '2', unit: 'times' },
  { word: 'thrice', factor: '3', unit: 'times' },
  ...['doubled', 'doubling', 'doubles'].map((word) => ({ word, factor: '2', unit: 'fold' })),
  ...['tripled', 'tripling', 'trebled', 'trebling'].map((word) => ({ word, factor: '3', unit: 'fold' })),
  ...['quadrupled', 'quadrupling'].map((word) => ({ word, factor: '4', unit: 'fold' })),
  ...['quintupled', 'quintupling'].map((word) => ({ word, factor: '5', unit: 'fold' })),
  ...['halved', 'halving'].map((word) => ({ word, factor: '0.5', unit: 'fold' })),
]

/** Words that multiply only in front of what is multiplied: double the price. */
export const adjectives: Readonly<Record<string, string>> = { double: '2', triple: '3', treble: '3', quadruple: '4' }

/** Nouns that, counted in words, make a claim about the world. */
export const counted: readonly string[] =
  'customers clients companies firms vendors suppliers employees engineers developers researchers patients countries cities provinces stores shops servers clusters subscribers members households vehicles studies papers trials benchmarks datasets'.split(
    ' ',
  )

/** Words before a small number that point back at things already told: the two vendors. */
export const pointing: readonly string[] =
  'the these those both all its their our his her other last first next same every each any no either neither'.split(
    ' ',
  )

/** Words before a small number that make it a claim whatever it counts: at least five. */
export const bounding: readonly string[] =
  'more_than fewer_than less_than at_least at_most no_more_than no_fewer_than no_less_than not_more_than up_to nearly almost exceeding exceeds exceeded upwards_of in_excess_of as_many_as an_average_of'
    .split(' ')
    .map((word) => word.replaceAll('_', ' '))

/** Words before a part of a whole that make it an amount: by a third, more than half. */
export const measuring: readonly string[] =
  'by than about nearly almost to at only just roughly approximately around over under least most another up below above was were reached'.split(
    ' ',
  )

/** Words behind a part of a whole that make it an amount: a third of, a quarter more. */
export const comparing: readonly string[] =
  'of as more less fewer lower higher smaller larger cheaper faster slower bigger longer shorter better worse'.split(
    ' ',
  )

/** Words behind a part of a whole that begin another phrase. */
export const breaking: readonly string[] =
  'and or to in from since on were was is are have has had within over this last compared between after for while when with'.split(
    ' ',
  )

/** Words before `half` or `quarter` that make a stretch of time or a place of it. */
export const timing: readonly string[] =
  'first second third fourth latter former other later early earlier front back top bottom this last next past previous prior consecutive every each per once twice times within during in for'.split(
    ' ',
  )

/** Words behind `half` and `double` that make a compound of them. */
export const compounds: readonly string[] =
  'year years yearly day hour time precision life way check checks checked checking digit digits blind precision click count counted counting bind space spaced down up edge entry sided quote quotes quoted decker standard as'.split(
    ' ',
  )

/** Set phrases whose number words count nothing. */
export const idioms: readonly string[] =
  'at one point;one at a time;at one time;in one word;once or twice;two cents;nine to five;twenty-four seven;think twice;thinks twice;thinking twice;group of twenty;catch twenty-two'.split(
    ';',
  )
