import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

/** A secret key: AES-256. */
export const SECRET_KEY_BYTES = 32

/** The first byte of all that is sealed: another way of sealing is another number, and can still read this one. */
const VERSION = 1
const KEY_ID_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES

/** Why what was sealed cannot be opened. */
export type SealFault = 'other_key' | 'damaged' | 'newer_version'

/**
 * Encrypts a secret that must be read back: AES-256-GCM under a fresh random nonce.
 * @param belongs_to  what the secret is of. It is not stored, but must be said again to open it: a sealed secret that
 *                    is moved to another owner or another field cannot be opened there.
 * @returns version, key's mark, nonce, ciphertext and tag
 */
export function sealSecret(
  secret: string,
  belongs_to: string,
  key: Uint8Array,
  randomBytes: (count: number) => Uint8Array,
): Uint8Array {
  const header = Buffer.concat([Buffer.from([VERSION]), keyMark(key), randomBytes(NONCE_BYTES)])
  const cipher = createCipheriv('aes-256-gcm', key, nonceIn(header), { authTagLength: TAG_BYTES })
  cipher.setAAD(authenticated(header, belongs_to))
  const encrypted = [cipher.update(secret, 'utf8'), cipher.final()]
  return Buffer.concat([header, ...encrypted, cipher.getAuthTag()])
}

/** Opens what `sealSecret` gave, with the same key and the same owner. Never throws. */
export function openSecret(
  sealed: Uint8Array,
  belongs_to: string,
  key: Uint8Array,
): { secret: string } | { fault: SealFault } {
  const bytes = Buffer.from(sealed)
  if (bytes.length === 0) return { fault: 'damaged' }
  if (bytes.readUInt8(0) > VERSION) return { fault: 'newer_version' }
  if (bytes.readUInt8(0) !== VERSION || bytes.length < HEADER_BYTES + TAG_BYTES) return { fault: 'damaged' }
  const header = bytes.subarray(0, HEADER_BYTES)
  if (!header.subarray(1, 1 + KEY_ID_BYTES).equals(keyMark(key))) return { fault: 'other_key' }
  const decipher = createDecipheriv('aes-256-gcm', key, nonceIn(header), { authTagLength: TAG_BYTES })
  decipher.setAAD(authenticated(header, belongs_to))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const parts = [decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()]
    return { secret: Buffer.concat(parts).toString('utf8') }
  } catch {
    return { fault: 'damaged' }
  }
}

/** By this a wrong key is told from damage. It says nothing of the key: 32 bits of a MAC made with it. */
const keyMark = (key: Uint8Array): Buffer =>
  createHmac('sha256', key).update('countersign: mark of this key').digest().subarray(0, KEY_ID_BYTES)

const nonceIn = (header: Buffer): Buffer => header.subarray(1 + KEY_ID_BYTES)

const authenticated = (header: Buffer, belongs_to: string): Buffer =>
  Buffer.concat([header, Buffer.from(belongs_to, 'utf8')])

/** A key as 32 bytes in base64, plain or for URLs, or in hex; undefined for what is none. */
export function parseSecretKey(text: string): Uint8Array | undefined {
  const bare = text.trim()
  if (/^[0-9a-f]{64}$/i.test(bare)) return Buffer.from(bare, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(bare)) return undefined
  return Buffer.from(bare, 'base64')
}
