import type { Countersign } from '../library/countersign.js'
import type { Fbq } from '../library/page.js'
import { checkCall } from './check-call.js'
import { sentenceOf } from './sentences.js'

interface Page {
  fbq?: Fbq
  _fbq?: Fbq
}

/**
 * Says in the console what is wrong with the page's calls, those before this file came and those after it.
 * @param say  the console's; each line is said once
 */
export function explainCalls(
  page: Page,
  { warnings, pixels, same_name }: Countersign,
  say: (line: string) => void,
): void {
  const said = new Set<string>()
  const explain = (code: string, detail: unknown) => {
    const line = sentenceOf(code, detail === undefined ? '' : `${detail}`)
    if (!said.has(line)) say(line)
    said.add(line)
  }
  const look = (command: ArrayLike<unknown>) => {
    for (const [code, detail] of checkCall(Array.from(command))) explain(code, detail)
    if (command[0] === 'set' && command[1] === 'userData')
      for (const { id, settings } of pixels.values())
        if (!settings.match?.[0]) explain('USER_DATA_NOT_TAKEN', id)
  }
  for (const [code, detail] of [...(warnings as [string, unknown][])]) explain(code, detail)
  if (!same_name) explain('CONFLICTING_VERSIONS', '')
  warnings.push = ([code, detail]) => explain(code, detail)
  const { fbq } = page
  if (!fbq) return
  // The library leaves the page's first calls in the queue.
  for (const command of [...fbq.queue]) look(command)
  page.fbq = page._fbq = new Proxy(fbq, {
    apply(target, self, command) {
      look(command)
      Reflect.apply(target, self, command)
    },
  })
}
