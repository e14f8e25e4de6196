import Big from 'big.js'

/** Decimals of up to this many places are summed as whole numbers: all that money has. */
const PLACES = 4
const SCALE = 10 ** PLACES
/** Below this a scaled decimal, and a sum of some thousand of them, is exact in a number. */
const CHARS_MAX = 12
const WHOLE_MAX = 2 ** 52

/** An exact sum of decimal texts. */
export class DecimalSum {
  private scaled = 0
  private rest = new Big(0)

  /** @param decimal  such as `9.5`, `-1250` or `1e-7` */
  add(decimal: string): void {
    const point = decimal.indexOf('.')
    const short = decimal.length <= CHARS_MAX && !decimal.includes('e')
    if (short && (point < 0 || decimal.length - point - 1 <= PLACES)) {
      this.scaled += Math.round(Number(decimal) * SCALE)
      if (Math.abs(this.scaled) > WHOLE_MAX) this.carry()
    } else this.rest = this.rest.plus(decimal)
  }

  total(): Big {
    this.carry()
    return this.rest
  }

  private carry(): void {
    if (this.scaled !== 0) this.rest = this.rest.plus(new Big(this.scaled).div(SCALE))
    this.scaled = 0
  }
}
