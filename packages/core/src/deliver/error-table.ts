/**
 * What an error asks of us. `slow`: retry, and send less for a while. `stop`: the owner has to mend something.
 * `blame`: events of the batch are at fault. `doubtful`: taken for events, though it may be the destination.
 */
export type Verdict = 'retry' | 'slow' | 'stop' | 'too_large' | 'blame' | 'doubtful'

export interface ErrorRow {
  /** one code, or a range with both ends */
  code?: number | readonly [from: number, to: number]
  subcode?: number | readonly [from: number, to: number]
  /** of answers that carry no code: an HTTP status, or a range */
  http?: number | readonly [from: number, to: number]
  /** in Graph's `message`, which is English whatever the locale */
  message?: RegExp
  verdict: Verdict
  /** what it means and, where the owner has to act, what to do */
  says: string
}

const NEW_TOKEN = 'Set a valid access token for this destination.'
const RIGHTS = 'Give the token the right to send to this dataset, or set another.'

/**
 * Errors with a code; the first row that fits decides. Each row is one of the reference, or of Meta's page on error
 * handling where it says so. `is_transient: true` turns blame into a retry.
 * @source reference 5.6; Meta, "Handling Errors" (code 32), "Versioning" (12, 2635)
 */
export const CODED_ERRORS: readonly ErrorRow[] = [
  { code: 190, verdict: 'stop', says: `The access token is not valid (any more). ${NEW_TOKEN}` },
  { code: 102, verdict: 'stop', says: `The session of the access token has ended. ${NEW_TOKEN}` },
  {
    code: 104,
    verdict: 'stop',
    says: 'The access token is missing, or its signature is wrong. Check token and app secret.',
  },
  { code: 3, verdict: 'stop', says: `The app lacks a capability. ${RIGHTS}` },
  { code: 10, verdict: 'stop', says: `The app lacks a permission. ${RIGHTS}` },
  { code: [200, 299], verdict: 'stop', says: `A permission is missing. ${RIGHTS}` },
  {
    code: 368,
    verdict: 'stop',
    says: 'The account is blocked for a while. Look in Business Manager, then resume.',
  },
  {
    code: 100,
    subcode: 33,
    verdict: 'stop',
    says: 'The dataset does not exist, or the token may not use it. Check the dataset id and the token.',
  },
  { code: 100, message: /missing permission/i, verdict: 'stop', says: `A permission is missing. ${RIGHTS}` },
  { code: 803, verdict: 'stop', says: 'The dataset id is unknown. Check the target id.' },
  { code: 2044055, verdict: 'stop', says: 'The dataset id does not exist. Check the target id.' },
  {
    code: 2500,
    verdict: 'stop',
    says: 'The path is unknown. Check the url, the API version and the target id.',
  },
  { code: 12, verdict: 'stop', says: 'The API method is gone. Set a newer API version.' },
  { code: 2635, verdict: 'stop', says: 'The API version is too old. Set a newer one.' },

  { code: 4, verdict: 'slow', says: "The app's request limit is reached." },
  { code: 17, verdict: 'slow', says: "The user's request limit is reached." },
  { code: 32, verdict: 'slow', says: "The page's request limit is reached." },
  { code: 341, verdict: 'slow', says: "The app's temporary limit is reached." },
  { code: 613, verdict: 'slow', says: 'A rate limit is reached.' },
  { code: [80000, 80099], verdict: 'slow', says: "The business use case's limit is reached." },

  { code: 1, verdict: 'retry', says: 'The destination had an unknown error.' },
  { code: 2, verdict: 'retry', says: 'The destination is unavailable for the moment.' },
  { code: 21009, verdict: 'retry', says: 'The dataset is not ready for uploads yet.' },

  { code: 100, subcode: [2804000, 2804999], verdict: 'blame', says: 'An event is not valid.' },
  { code: 100, subcode: 1815356, verdict: 'blame', says: 'An offline event is not valid.' },
]

/**
 * Answers without Graph's error envelope: something before the API spoke, or an API that only resembles it. Most say
 * nothing of the events, and pass by themselves (an ingress without its backend answers 404), so they are tried again.
 */
export const UNCODED_ERRORS: readonly ErrorRow[] = [
  {
    http: [300, 399],
    verdict: 'retry',
    says: 'The address redirects, which is not followed. Check the url.',
  },
  { http: 401, verdict: 'stop', says: `The destination does not accept the access token. ${NEW_TOKEN}` },
  { http: 408, verdict: 'retry', says: 'The destination gave up waiting for the request.' },
  { http: 413, verdict: 'too_large', says: 'The request is too large.' },
  { http: 429, verdict: 'slow', says: 'Too many requests.' },
  { http: [500, 599], verdict: 'retry', says: 'The destination failed.' },
  {
    http: [400, 499],
    verdict: 'retry',
    says: 'What answers does not speak as the Conversions API does. Check url, API version and target id.',
  },
]

/** The row that fits a coded error, if one does. */
export const codedRow = (code: number, subcode: number | null, message: string): ErrorRow | undefined =>
  CODED_ERRORS.find(
    (row) =>
      isIn(code, row.code) &&
      (row.subcode === undefined || (subcode !== null && isIn(subcode, row.subcode))) &&
      (row.message === undefined || row.message.test(message)),
  )

/** The row that fits an HTTP status without a code, if one does. */
export const uncodedRow = (http: number): ErrorRow | undefined =>
  UNCODED_ERRORS.find((row) => isIn(http, row.http))

function isIn(number: number, wanted: number | readonly [number, number] | undefined): boolean {
  if (wanted === undefined) return false
  return typeof wanted === 'number' ? number === wanted : number >= wanted[0] && number <= wanted[1]
}
