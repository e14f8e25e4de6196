const ZERO = 48

/** A place in a text, of so many characters, over which a number is written each time the text is sent. */
export const slot = (name, width) => `<${name}${'~'.repeat(width - name.length - 2)}>`

/** Where the address of a visitor stands, and its numbers for `Template.put`. */
export const ADDRESS = `81.${slot('a', 3)}.${slot('b', 3)}.${slot('c', 3)}`
export const addressOf = (visitor) => ({
  a: 100 + (visitor % 150),
  b: 100 + (Math.floor(visitor / 150) % 150),
  c: 100 + (Math.floor(visitor / 22_500) % 150),
})

/**
 * A text serialised once. Its slots are written over in place, so that a request costs next to nothing to make: the
 * load must not take the processor from what it loads.
 */
export class Template {
  constructor(text) {
    this.bytes = Buffer.from(text)
    this.places = {}
    for (const { 0: found, 1: name, index } of text.matchAll(/<([a-z_]+)~*>/g)) {
      this.places[name] ??= []
      this.places[name].push({ at: Buffer.byteLength(text.slice(0, index)), width: found.length })
    }
  }

  /**
   * Writes numbers, with zeros before them, over the slots of their names.
   * @param which  where a text holds many events: the slots of this one
   * @param events  how many events the text holds
   */
  put(numbers, which = 0, events = 1) {
    for (const name in numbers) {
      const places = this.places[name] ?? []
      const each = places.length / events
      for (let i = which * each; i < (which + 1) * each; i += 1) write(this.bytes, places[i], numbers[name])
    }
    return this.bytes
  }
}

function write(bytes, { at, width }, number) {
  let rest = number
  for (let to = at + width - 1; to >= at; to -= 1) {
    const next = Math.floor(rest / 10)
    bytes[to] = ZERO + rest - next * 10
    rest = next
  }
}

/** Which visitor an event is of: there are many, and each comes back about three times. */
export const visitorOf = (n) => (Math.floor(n / 3) * 7_368_787) % 9_999_999_967
