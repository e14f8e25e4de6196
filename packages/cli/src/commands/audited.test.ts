import { expect, test } from 'vitest'
import { changingScene, ID } from './changing.fixture.js'

const { run, written } = changingScene()

test('what it says of a change is which fields were given, and never what is in them', async () => {
  await run(['dataset', 'set', ID, 'block_bots', 'false'])
  await run([
    'destination',
    'add',
    '--dataset',
    ID,
    '--to',
    '1832195656904797',
    '--token',
    'EAAsecret',
    '--hold',
    '9',
  ])
  expect(written().slice(0, 2)).toMatchObject([
    { detail: { fields: ['kind', 'target_id', 'hold_seconds', 'access_token'] } },
    { dataset_id: ID, detail: { fields: ['settings.block_bots'] } },
  ])
})

// A name server that does not answer is waited for.
test('a look writes nothing, and neither does a change that was refused or had nothing to do', {
  timeout: 60_000,
}, async () => {
  await run(['domain', 'verify', '--dataset', ID])
  expect(written()[0]).toMatchObject({
    what: 'domain.verified',
    detail: { domain: 'once.example', status: 'failing' },
  })
  const before = written().length
  for (const argv of [
    'dataset list',
    'stats --dataset',
    'verify',
    'consent grant --email x@shop.example --dataset',
    'domain verify --dataset',
  ])
    await run([...argv.split(' '), ...(argv.endsWith('--dataset') ? [ID] : [])])
  expect(await run(['dataset', 'set', ID, 'block_bots', 'x'])).toBeInstanceOf(Error)
  expect(await run(['token', 'revoke', 'none'])).toBeInstanceOf(Error)
  expect(written().length).toBe(before)
})
