/** An address that was seen; or what some of them begin with that differ in an id alone, such as those of products. */
export interface SeenPlace {
  url: string
  /** how many addresses begin with it; 1: it is the address itself */
  addresses: number
  events: number
}

/**
 * Puts those addresses together that are alike but for a segment that is an id: one rule is made of all of them.
 * @param seen  without query and fragment
 * @returns the most frequent first
 */
export function placesOf(seen: readonly { url: string; events: number }[]): SeenPlace[] {
  const alike = new Map<string, { segments: string[]; events: number }[]>()
  for (const { url, events } of seen) {
    const segments = url.split('/')
    const shape = segments.map((segment, at) => (at > HOST_AT && isId(segment) ? AN_ID : segment)).join('/')
    alike.set(shape, [...(alike.get(shape) ?? []), { segments, events }])
  }
  const places = new Map<string, SeenPlace>()
  for (const group of alike.values())
    for (const place of placesOfAlike(group)) {
      const key = `${place.addresses > 1} ${place.url}`
      const known = places.get(key)
      places.set(key, known === undefined ? place : together(known, place))
    }
  return [...places.values()].sort((a, b) => b.events - a.events)
}

/** Where an address that is split at its slashes has its host: `https:`, nothing, `shop.example`, `product`, `123`. */
const HOST_AT = 2
/** Stands in no address. */
const AN_ID = '\n'

function placesOfAlike(group: readonly { segments: string[]; events: number }[]): SeenPlace[] {
  const [first] = group
  if (first === undefined) return []
  const differs = first.segments.findIndex((segment, at) =>
    group.some(({ segments }) => segments[at] !== segment),
  )
  // What differs right after the host has a whole site in common, which says nothing.
  if (differs <= HOST_AT + 1)
    return group.map(({ segments, events }) => ({ url: segments.join('/'), addresses: 1, events }))
  const url = `${first.segments.slice(0, differs).join('/')}/`
  return [{ url, addresses: group.length, events: group.reduce((sum, { events }) => sum + events, 0) }]
}

const together = (a: SeenPlace, b: SeenPlace): SeenPlace => ({
  url: a.url,
  addresses: a.addresses + b.addresses,
  events: a.events + b.events,
})

/** A number; a digest or UUID; letters and digits so long and mixed that nobody wrote them. */
const isId = (segment: string): boolean =>
  /^\d+$/.test(segment) ||
  /^(?=.*\d)[0-9a-f-]{16,}$/i.test(segment) ||
  /^(?=(?:\D*\d){3})[0-9a-z]{16,}$/i.test(segment)
