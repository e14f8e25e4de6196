/** How the ownership of a domain can be shown, in the order in which they are looked at. @source reference 10.3 */
export const PROOF_METHODS = ['dns', 'meta', 'file'] as const
export type ProofMethod = (typeof PROOF_METHODS)[number]

/** What the record and the meta tag are called. */
export const PROOF_NAME = 'countersign-domain-verification'
export const PROOF_PATH = `/.well-known/${PROOF_NAME}.txt`

/** What to put where, exactly, by method. */
export const proofsOf = (domain: string, token: string): { [M in ProofMethod]: string } => ({
  dns: `${PROOF_NAME}=${token}`,
  meta: `<meta name="${PROOF_NAME}" content="${token}">`,
  file: `https://${domain}${PROOF_PATH}`,
})

/**
 * What was found by one method.
 * - `absent`: it was looked at, and nothing of ours is there
 * - `other_token`: there is one, of another dataset or another installation
 * - `unreachable`: it could not be looked at; `why` in words
 */
export type ProofFound =
  | { found: 'token' }
  | { found: 'absent' }
  | { found: 'other_token' }
  | { found: 'unreachable'; why: string }

const TOKENS_READ_MAX = 100

/** @param tokens  all that are given there; a domain may carry those of several datasets */
export function readTokens(tokens: readonly string[], token: string): ProofFound {
  const given = tokens.slice(0, TOKENS_READ_MAX).map((text) => text.trim())
  if (given.includes(token)) return { found: 'token' }
  return given.some(Boolean) ? { found: 'other_token' } : { found: 'absent' }
}

/** @param records  of the domain itself, each in the pieces in which DNS gives it */
export function readTxtRecords(records: readonly (readonly string[])[], token: string): ProofFound {
  const prefix = `${PROOF_NAME}=`
  const ours = records.map((pieces) => pieces.join('').trim()).filter((text) => text.startsWith(prefix))
  return readTokens(
    ours.map((text) => text.slice(prefix.length)),
    token,
  )
}

const FILE_CHARS_MAX = 4_096

/** A token a line, and nothing else: a page that a site gives for whatever is asked of it is none. */
export function readProofFile(text: string, token: string): ProofFound {
  const lines = text
    .slice(0, FILE_CHARS_MAX)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const tokens = lines.map((line) => line.trim()).filter((line) => /^[\w-]{16,128}$/.test(line))
  return readTokens(tokens, token)
}
