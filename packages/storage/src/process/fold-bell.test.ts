import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryDirectory } from '../temporary.fixture.js'
import { dataPaths } from './data-directory.js'
import { hearRings, ringFold } from './fold-bell.js'

test('each ring is heard, until no one listens any more', async () => {
  const paths = dataPaths(temporaryDirectory())
  const rings = new EventEmitter()
  const stop = hearRings(paths, () => rings.emit('rung'))
  onTestFinished(stop)
  for (let n = 0; n < 2; n += 1) {
    const rung = once(rings, 'rung')
    ringFold(paths)
    await rung
  }
})

test('where nobody counts, or nothing can be watched, ringing and listening do nothing', () => {
  const paths = dataPaths(temporaryDirectory())
  expect(() => ringFold(paths)).not.toThrow()
  const nowhere = { ...paths, bell: join(paths.directory, 'no', 'bell') }
  expect(() => hearRings(nowhere, () => {})()).not.toThrow()
})
