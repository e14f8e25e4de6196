import { hash } from 'node:crypto'

const SECRET_BYTES = 32

/** What a session's cookie and a link carry: 256 random bits, in 43 characters. */
export const newSecret = (randomBytes: (count: number) => Uint8Array): string =>
  Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')

/**
 * What of it is stored. It is looked up by an index of digests: how long that takes tells of a digest's beginning, which
 * says nothing of a secret that has it.
 */
export const digestOf = (secret: string): string => hash('sha256', secret)

/** Whether a text can be one at all. */
export const isSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
