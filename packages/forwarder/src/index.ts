export { type AlertSender, type AlertSenderPorts, alertSender } from './alert/alert-sender.js'
export type { Mailer, MailOutcome, OutgoingMail } from './alert/mailer.js'
export { type AlertMessage, type AlertOutcome, type AlertPorts, sendAlert } from './alert/send-alert.js'
export { smtpMailer } from './alert/smtp-mailer.js'
export { lookAtDomain } from './domain/check-domain.js'
export { type DomainVerifier, type DomainVerifierPorts, domainVerifier } from './domain/domain-verifier.js'
export type { DomainPorts, LookAtDomain, PageFetcher, ResolveTxt } from './domain/look.js'
export { pageFetcher } from './domain/page-fetcher.js'
export { txtResolver } from './domain/txt-resolver.js'
export type { Fetcher, OutgoingRequest } from './fetcher.js'
export { type AllowedAddress, allowedAddress } from './guard/allowed-address.js'
export { isPublicAddress } from './guard/public-address.js'
export { FORWARDER_LIMITS, type ForwarderLimits } from './limits.js'
export type { Log } from './log.js'
export { checkToken, type TokenAsked } from './platform/graph/check-token.js'
export type { Platform, Sending } from './platform/platform.js'
export type { DeliveryReport, RequestReport } from './report.js'
export { FETCH_LIMITS, type FetchLimits, type UndiciOptions, undiciFetcher } from './send/undici-fetcher.js'
export {
  type DestinationStatus,
  type Forwarder,
  type ForwarderPorts,
  type ForwarderStatus,
  startForwarder,
} from './start-forwarder.js'
export type { Timers } from './timers.js'
export { evaluateAll } from './watch/evaluate.js'
