import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { startProgress } from './progress.js'

/** A terminal, or a pipe, that remembers what was written. */
function output(isTTY: boolean) {
  const stream = new PassThrough()
  return Object.assign(stream, { isTTY, said: () => String(stream.read() ?? '') })
}
const show = (to: ReturnType<typeof output>) => startProgress(to as unknown as NodeJS.WriteStream)

test('on a terminal it is one line, and gone when it is done', () => {
  const terminal = output(true)
  const progress = show(terminal)
  progress.show('Copying', 0, 200)
  expect(terminal.said()).toBe('\r\u001b[KCopying … 0 %')
  progress.show('Copying', 100, 200)
  expect(terminal.said()).toBe('')
  progress.show('Checking', 0, 0)
  expect(terminal.said()).toBe('\r\u001b[KChecking … 100 %')
  progress.end()
  expect(terminal.said()).toBe('\r\u001b[K')
})

test('without a terminal it says nothing', () => {
  const pipe = output(false)
  const progress = show(pipe)
  progress.show('Copying', 1, 2)
  progress.end()
  expect(pipe.said()).toBe('')
})
