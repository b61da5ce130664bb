/** Keeps what is written in a picture from overlapping. */
export interface Placer {
  /** Takes the box around a centre if nothing is there yet; says whether it did. */
  readonly take: (x: number, y: number, width: number, height: number) => boolean
  /** Takes the box whatever is there. */
  readonly reserve: (x: number, y: number, width: number, height: number) => void
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A placer for the given rectangle; nothing may reach out of it. */
export function createPlacer(area: Box): Placer {
  const taken: Box[] = []
  return {
    take: (x, y, width, height) => {
      const box = around(x, y, width, height)
      const outside = box.left < area.left || box.right > area.right || box.top < area.top || box.bottom > area.bottom
      if (outside || taken.some((t) => touches(t, box))) return false
      taken.push(box)
      return true
    },
    reserve: (x, y, width, height) => {
      taken.push(around(x, y, width, height))
    },
  }
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
}

function touches(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
