import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the sender's clock may be from ours. @source reference 14.5, whose scheme this is */
const TOLERANCE_S = 300
/** How many signatures a header may hold: while a secret is changed there are two. */
const SIGNATURES_MAX = 5

/**
 * Whether a body was signed with a secret: `t=<unix time>,v1=<hex of HMAC-SHA256 of "t.body">`, of this time.
 * @param header  X-Countersign-Signature
 */
export function isSigned(header: string, body: Buffer, secret: string, now_ms: number): boolean {
  const parts = header.split(',').map((part) => part.trim())
  const time = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2)
  if (time === undefined || Math.abs(now_ms / 1_000 - Number(time)) > TOLERANCE_S) return false
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  return parts
    .filter((part) => /^v1=[0-9a-f]{64}$/i.test(part))
    .slice(0, SIGNATURES_MAX)
    .map((part) => timingSafeEqual(Buffer.from(part.slice(3), 'hex'), expected))
    .includes(true)
}
