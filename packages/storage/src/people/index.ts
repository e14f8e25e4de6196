export type { AuditDetail, AuditEntry, AuditLog, AuditWanted } from './audit-log.js'
export { readEmail } from './email.js'
export type { Link, LinkKind, LinkStore } from './link.js'
export {
  hashPassword,
  isOutdated,
  isPassword,
  PASSWORD_CHARS_MAX,
  PASSWORD_CHARS_MIN,
  passwordFault,
} from './password.js'
export { PasswordsBusy, PasswordTurns } from './password-turns.js'
export * from './port.js'
export { digestOf } from './secret.js'
export { SESSION_AGE_MS_MAX, type Session, type SessionStore } from './session.js'
export type { TotpStore } from './totp-store.js'
export type { Trier, TryStore } from './try-store.js'
