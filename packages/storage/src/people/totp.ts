import { Secret, TOTP } from 'otpauth'

const SECRET_BYTES = 20 // RFC 4226: 160 bits are recommended.
const PERIOD_S = 30
/** A clock that is half a minute off is common. @source RFC 6238, 5.2 */
const DRIFT_STEPS = 1

/** A new secret, in base32, as authenticator apps take it. */
export const newTotpSecret = (randomBytes: (count: number) => Uint8Array): string =>
  new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32

/** The address that a QR code holds. */
export const totpUri = (secret: string, email: string): string => totp(secret, email).toString()

/**
 * Reads a code of an authenticator app.
 * @param after_step  the step of the last code that was used: one counts once, and none before it
 * @returns the step that it is of; null where it is wrong @source RFC 6238
 */
export function totpStepOf(secret: string, code: string, now_ms: number, after_step: number): number | null {
  const token = code.replaceAll(' ', '')
  if (!/^[0-9]{6}$/.test(token)) return null
  const delta = totp(secret).validate({ token, timestamp: now_ms, window: DRIFT_STEPS })
  if (delta === null) return null
  const step = Math.floor(now_ms / 1000 / PERIOD_S) + delta
  return step > after_step ? step : null
}

const totp = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Countersign',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  })
