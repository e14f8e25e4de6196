/** Random numbers that a seed decides, so that a shop is the same shop each time. (mulberry32) */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** from 0 up to 1, exclusive */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  /** a whole number, both ends included */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.int(0, from.length - 1)]
    if (picked === undefined) throw new Error('Nothing to pick from')
    return picked
  }

  /** the place of one of some weights, each as likely as it is heavy */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    for (const [index, weight] of weights.entries()) {
      left -= weight
      if (left < 0) return index
    }
    return weights.length - 1
  }

  /** as long as asked, of the characters given */
  text(length: number, characters: string): string {
    let text = ''
    for (let i = 0; i < length; i += 1) text += characters[this.int(0, characters.length - 1)]
    return text
  }

  hex(length: number): string {
    return this.text(length, '0123456789abcdef')
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`
  }

  /** All of a list, in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list]
    return list.flatMap(() => left.splice(this.int(0, left.length - 1), 1))
  }
}
