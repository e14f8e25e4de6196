import { createHmac } from 'node:crypto'

export const SIGNATURE_HEADER = 'X-Countersign-Signature'

/**
 * By what a receiver knows that a message is ours, and when it was sent: `t=1763900000,v1=<hex>`. v1 is the HMAC-SHA256,
 * under the channel's secret, of the time in seconds, a dot and the body's bytes. An old time is a message sent again.
 */
export function signatureOf(body: Uint8Array, secret: string, at_ms: number): string {
  const t = Math.floor(at_ms / 1_000)
  const v1 = createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex')
  return `t=${t},v1=${v1}`
}
