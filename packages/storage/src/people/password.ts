import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

export const PASSWORD_CHARS_MIN = 12
export const PASSWORD_CHARS_MAX = 256

/** 16 MB, and as hard as OWASP's first choice of N = 2^17, p = 1. @source OWASP, Password Storage Cheat Sheet, scrypt */
const NOW: Parameters = { log2_n: 14, r: 8, p: 5 }
const SALT_BYTES = 16
const HASH_BYTES = 32

interface Parameters {
  log2_n: number
  r: number
  p: number
}

/**
 * Whether somebody may have this password.
 * @returns what is wrong, as a sentence's end that holds nothing of it; null where it will do
 * @source NIST SP 800-63B, 5.1.1.2: length, and no rule about kinds of characters
 */
export function passwordFault(password: string, email: string): string | null {
  const chars = [...password].length
  if (chars < PASSWORD_CHARS_MIN) return `it has ${chars} characters; give at least ${PASSWORD_CHARS_MIN}`
  if (chars > PASSWORD_CHARS_MAX) return `it has ${chars} characters; give at most ${PASSWORD_CHARS_MAX}`
  if (password.trim().toLowerCase() === email) return 'it is the email address; give another'
  if (new Set(password).size < 4) return 'it has fewer than 4 different characters; give others'
  return null
}

/** @returns parameters, salt and hash as one text: `scrypt$14$8$5$<salt>$<hash>` */
export async function hashPassword(
  password: string,
  randomBytes: (count: number) => Uint8Array,
  parameters = NOW,
): Promise<string> {
  const salt = Buffer.from(randomBytes(SALT_BYTES))
  const key = await derive(password, salt, parameters)
  const { log2_n, r, p } = parameters
  return ['scrypt', log2_n, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/**
 * Whether a password is the one whose hash this is, compared in constant time.
 * @param stored  null: there is none; the same work is done, so that nobody learns it by the clock
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? undefined : parse(stored)
  const { salt, key, parameters } = known ?? NOBODY
  const own = await derive(password, salt, parameters)
  return timingSafeEqual(own, key) && known !== undefined
}

/** Whether it was made with other parameters than those of today, and is to be made anew when it is known again. */
export const isOutdated = (stored: string): boolean =>
  JSON.stringify(parse(stored)?.parameters) !== JSON.stringify(NOW)

const NOBODY = { salt: Buffer.alloc(SALT_BYTES), key: Buffer.alloc(HASH_BYTES), parameters: NOW }

function parse(stored: string) {
  const found = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]{43})$/.exec(stored)
  if (found === null) return undefined
  const [, log2_n, r, p, salt = '', key = ''] = found
  return {
    parameters: { log2_n: Number(log2_n), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  }
}

function derive(password: string, salt: Uint8Array, { log2_n, r, p }: Parameters): Promise<Buffer> {
  const N = 2 ** log2_n
  // Node refuses what takes all of it; it needs a little more than the rule's 128 N r.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p + 2) * 2 }
  // Two ways to write the same letters are one password.
  const text = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    scrypt(text, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
