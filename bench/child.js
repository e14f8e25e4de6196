import { fork } from 'node:child_process'
import { once } from 'node:events'

/** Runs a module in a process of its own, which gets `input` as a message. @returns the message that it answers with */
export async function runChild(url, input) {
  const child = fork(url, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.send(input)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${url} ended with ${code} before it answered`)
  })
  const [answer] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {})
  child.kill()
  return answer
}

/** The child's side: works on the message that comes, and answers with what comes of it. */
export function answerParent(work) {
  process.once('message', async (input) => process.send(await work(input)))
}
