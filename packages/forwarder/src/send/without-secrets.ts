import type { Answer } from '@countersign/core'
import type { DestinationSecrets } from '@countersign/storage'

/** Graph repeats a token that it cannot read, and what it says goes into the ledger and the log. */
export function withoutSecrets(answer: Answer, { access_token, app_secret }: DestinationSecrets): Answer {
  if (answer.kind !== 'http') return answer
  let { body } = answer
  for (const secret of [access_token, app_secret]) if (secret) body = body.replaceAll(secret, '…')
  return { ...answer, body }
}
