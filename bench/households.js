// Synthetic households with appliances and a car claim, and an oracle in whole fen that reckons them on its own.

const products = ['fridge', 'washer', 'tv', 'aircon', 'computer', 'water-heater', 'stove', 'hood', 'microwave']
const day = (text) => Math.floor(Date.parse(`${text}T00:00:00Z`) / 86_400_000)

function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/** `count` households: none to three appliances each, three in ten with a car claim; days as numbers since 1970. */
export function households(count, seed = 42) {
  const next = random(seed)
  const pick = (list) => list[Math.floor(next() * list.length)]
  const between = (low, high) => low + Math.floor(next() * (high - low + 1))
  const from = day('2024-06-01')
  return Array.from({ length: count }, (_, id) => ({
    id,
    items: Array.from({ length: between(0, 3) }, () => ({
      category: pick(products),
      grade: between(1, 5),
      price: between(20_000, 1_500_000),
      invoice: from + between(0, 220),
    })),
    car:
      next() < 0.3
        ? {
            oldFuel: pick(['petrol', 'diesel', 'nev']),
            oldRegistered: between(day('2008-01-01'), day('2019-12-31')),
            ownedSince: day('2015-01-01'),
            newKind: pick(['nev', 'fuel']),
            displacement: pick([1500, 2000, 2400]),
            catalogue: next() < 0.9,
            scrapped: from + between(-50, 220),
            cancelled: from + between(-50, 220),
            invoice: from + between(-50, 220),
            registered: from + between(-50, 220),
            applied: from + between(-50, 230),
          }
        : null,
  }))
}

const window = [day('2024-07-24'), day('2024-12-31')]
const papers = [day('2024-04-24'), day('2024-12-31')]
const applications = [day('2024-04-24'), day('2025-01-10')]
const registeredBy = { petrol: day('2011-06-30'), diesel: day('2013-06-30'), nev: day('2018-04-30') }
const eligible = new Set(products.slice(0, 8))
const within = (x, [low, high]) => x >= low && x <= high

/** What one appliance gives, before the quota, in fen. */
export function applianceFen({ category, grade, price, invoice }) {
  if (!eligible.has(category) || !within(invoice, window) || grade > 2) return 0
  return Math.min(Math.floor((price * (grade === 1 ? 20 : 15) * 2 + 100) / 200), 200_000)
}

/** What a car claim gives, in fen. */
export function carFen(car) {
  if (car.oldRegistered > registeredBy[car.oldFuel]) return 0
  if (car.newKind === 'fuel' && (car.oldFuel === 'nev' || car.displacement > 2000)) return 0
  if (car.newKind === 'nev' && !car.catalogue) return 0
  for (const at of [car.scrapped, car.cancelled, car.invoice, car.registered]) if (!within(at, papers)) return 0
  if (!within(car.applied, applications)) return 0
  return car.newKind === 'nev' ? 2_000_000 : 1_500_000
}

/** What a household gets when `appliance` and `car` say what each claim gives: one item of each category. */
export function total({ items, car }, appliance, carClaim) {
  let sum = 0
  const seen = new Set()
  for (const item of items) {
    if (seen.has(item.category)) continue
    const fen = appliance(item)
    if (fen > 0) seen.add(item.category)
    sum += fen
  }
  return car === null ? sum : sum + carClaim(car)
}

/** The oracle. */
export function oracle(household) {
  return total(household, applianceFen, carFen)
}

/** Days of the rules, for the peers. */
export const days = { window, papers, applications, registeredBy }

/** The categories that get a subsidy. */
export const categories = [...eligible]
