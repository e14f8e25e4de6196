/**
 * SHA-256 of a text's UTF-8 bytes, at once. The browser's own (`crypto.subtle`) gives a promise and is missing on
 * plain HTTP: an event would have to wait for it, and be lost when the page goes away in the same tick.
 * @returns 64 lower-case hex digits
 * @source FIPS 180-4
 */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text)
  // The message, a 1 bit, and its length in bits at the end of a block of 64 bytes.
  const view = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6))
  bytes.forEach((byte, at) => {
    view.setUint8(at, byte)
  })
  view.setUint8(bytes.length, 0x80)
  view.setUint32(view.byteLength - 4, bytes.length * 8)
  let hash = fractions(1 / 2).slice(0, 8)
  for (let at = 0; at < view.byteLength; at += 64) hash = addBlock(hash, view, at)
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function addBlock(hash: number[], view: DataView, from: number): number[] {
  const w: number[] = []
  let state = hash
  fractions(1 / 3).forEach((constant, i) => {
    const [x = 0, y = 0] = [w[i - 15], w[i - 2]]
    const word =
      i < 16
        ? view.getInt32(from + i * 4)
        : ((w[i - 16] as number) +
            (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) +
            (w[i - 7] as number) +
            (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) |
          0
    w.push(word)
    const [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
    const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constant + word
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    state = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g]
  })
  return hash.map((word, at) => (word + (state[at] as number)) | 0)
}

const turn = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))

/** The fractions of the roots of the first 64 primes: computed, since that is shorter than to write them down. */
function fractions(power: number): number[] {
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n)
  return primes.map((prime) => (prime ** power * 2 ** 32) | 0)
}
const primes: number[] = []
