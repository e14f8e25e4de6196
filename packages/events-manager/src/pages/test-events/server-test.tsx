import { CodeBlock } from '../../parts/code-block.js'
import { words } from '../../words/words.js'
import { curlOf } from './resend.js'

export function ServerTest({
  code,
  dataset_id,
}: {
  code: string
  dataset_id: string
  domain: string | null
}) {
  return <CodeBlock label={words.testEvents.code} text={curlOf(location.origin, dataset_id, code)} />
}
