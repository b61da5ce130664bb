// A generator with a seed, so that every run makes the same documents (mulberry32).
export function randomOf(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (n) => Math.floor(next() * n)
  return {
    next,
    int,
    pick: (list) => list[int(list.length)],
    some: (list, n) => {
      const left = [...list]
      const taken = []
      while (taken.length < n && left.length > 0) taken.push(left.splice(int(left.length), 1)[0])
      return taken
    },
    chance: (p) => next() < p,
  }
}
