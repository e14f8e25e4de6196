/** 4 MiB: of a million values some 3 in 1,000 others look as if they were among them. */
const BITS_LOG2 = 25
/** Digests are random all over; an fbp is so at its end. */
const CHARS = 24

/**
 * Says which values are surely not among those that were added, in memory that does not grow with them (a Bloom filter
 * of two bits a value). What it may hold has to be looked up; nothing is ever taken out of it.
 */
export class ValueFilter {
  private readonly bits: Uint32Array

  constructor(private readonly bits_log2 = BITS_LOG2) {
    this.bits = new Uint32Array(2 ** (bits_log2 - 5))
  }

  add(value: string): void {
    const hash = hashOf(value)
    this.set(this.placeOf(hash))
    this.set(this.placeOf(mixed(hash)))
  }

  mayHold(value: string): boolean {
    const hash = hashOf(value)
    return this.isSet(this.placeOf(hash)) && this.isSet(this.placeOf(mixed(hash)))
  }

  private placeOf(hash: number): number {
    return hash >>> (32 - this.bits_log2)
  }

  private set(place: number): void {
    const word = place >>> 5
    this.bits[word] = (this.bits[word] ?? 0) | (1 << (place & 31))
  }

  private isSet(place: number): boolean {
    return ((this.bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0
  }
}

/** FNV-1a, finished as in MurmurHash3 so that its upper bits are good. */
function hashOf(value: string): number {
  let hash = 0x811c9dc5
  for (let at = Math.max(0, value.length - CHARS); at < value.length; at++)
    hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193)
  return mixed(hash)
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}
