import { hash, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 30
const ID_BYTES = 6

/** A new token: `cs_<its id>_<secret>`, the secret 240 bits. Only its digest is stored. */
export function newAccessToken(randomBytes: (count: number) => Uint8Array) {
  const id = Buffer.from(randomBytes(ID_BYTES)).toString('hex')
  const access_token = `cs_${id}_${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')}`
  return { id, access_token, digest: digestOf(access_token) }
}

/** The id inside a token; undefined for what is no token of ours. */
export const tokenIdOf = (access_token: string): string | undefined =>
  /^cs_([0-9a-f]{12})_[A-Za-z0-9_-]{40}$/.exec(access_token)?.[1]

const digestOf = (access_token: string): string => hash('sha256', access_token)

/** Whether a token's digest is this one. Takes the same time wherever the two differ. */
export function hasDigest(access_token: string, digest: Uint8Array): boolean {
  const own = hash('sha256', access_token, 'buffer')
  return own.length === digest.length && timingSafeEqual(own, digest)
}
