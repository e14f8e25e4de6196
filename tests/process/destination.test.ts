import { copyFileSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { createDataset } from './client.js'
import { filesIn } from './data-files.js'
import { commandsOn, type Done, run, temporaryDirectory } from './server-process.js'

const TOKEN = 'EAABsbCS1iHgBO0ZCtoken'
const APP_SECRET = '0123456789abcdef0123456789abcdef'
const TARGET = '1832195656904796'

interface Shown {
  id: number
  name: string
  status: string
  has_app_secret: boolean
  secrets_at_ms: number
  secrets_problem: string | null
}

const addArgs = (directory: string, dataset_id: string, ...args: string[]) => [
  ...['destination', 'add', '--dataset', dataset_id, '--to', TARGET, '--data', directory],
  ...args,
]

async function withShop() {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const { id } = await createDataset(commands)
  const add = (input: string, ...args: string[]) => run(addArgs(directory, id, ...args), { input })
  return { directory, commands, id, add }
}

/** In which files of a directory a text is, in one of the forms in which it could be written. */
const filesWith = (directory: string, text: string): string[] =>
  filesIn(directory)
    .filter((path) =>
      [text, Buffer.from(text).toString('hex'), Buffer.from(text).toString('base64').slice(0, -3)].some(
        (form) => readFileSync(path).includes(form),
      ),
    )
    .map((path) => relative(directory, path))

test('a destination is added, shown, changed and removed, and its token is never told', async () => {
  const { directory, commands, id, add } = await withShop()
  const said: Done[] = [
    await add(
      `${TOKEN}\n${APP_SECRET}\n`,
      ...[
        '--token-stdin',
        '--app-secret-stdin',
        '--name',
        'Meta',
        '--events',
        'Purchase,Lead',
        '--hold',
        '0',
      ],
      ...[
        '--retry-hours',
        '12',
        '--test-code',
        'TEST1',
        '--no-browser-only',
        '--restricted-parameters',
        'note',
      ],
      ...['--url', 'http://127.0.0.1:8788/', '--allow-private-host', '127.0.0.1', '--json'],
    ),
  ]
  expect(said[0]).toMatchObject({ code: 0, stderr: '' })
  const added = JSON.parse(said[0]?.stdout ?? '') as Shown
  expect(added).toEqual({
    id: 1,
    dataset_id: id,
    kind: 'meta',
    name: 'Meta',
    target_id: TARGET,
    url: 'http://127.0.0.1:8788',
    api_version: 'v24.0',
    test_event_code: 'TEST1',
    hold_seconds: 0,
    retry_hours: 12,
    events: ['Purchase', 'Lead'],
    browser_only_events: false,
    restricted_parameters: ['note'],
    allowed_private_hosts: ['127.0.0.1'],
    created_at_ms: expect.any(Number),
    from_position: 1,
    paused_at_ms: null,
    has_app_secret: true,
    secrets_at_ms: expect.any(Number),
    resumed_at_ms: expect.any(Number),
    status: 'active',
    secrets_problem: null,
  })
  expect(await commands.json('destination', 'list', '--dataset', id)).toEqual([added])
  expect(await commands.json('destination', 'show', '1')).toEqual(added)
  expect(await commands.json('destination', 'pause', '1')).toMatchObject({ status: 'paused' })
  expect(await commands.json('destination', 'resume', '1')).toMatchObject({ status: 'active' })
  expect(await commands.json('destination', 'set', '1', 'events', '')).toMatchObject({ events: [] })
  said.push(await commands.run('destination', 'list'), await commands.run('destination', 'show', '1'))
  expect(said[1]?.stdout).toMatch(/active {2}set, changed \d{4}-\d\d-\d\d\n$/)
  expect(said[2]?.stdout).toMatch(/^token +set, changed \d{4}-\d\d-\d\d\napp secret +set$/m)

  const token = [
    'destination',
    'token',
    '1',
    '--token-stdin',
    '--remove-app-secret',
    '--data',
    directory,
    '--json',
  ]
  said.push(await run(token, { input: `${TOKEN}2` }))
  const renewed = JSON.parse(said[3]?.stdout ?? '') as Shown
  expect(renewed).toMatchObject({ has_app_secret: false, secrets_problem: null })
  expect(renewed.secrets_at_ms).toBeGreaterThan(added.secrets_at_ms)

  for (const secret of [TOKEN, APP_SECRET]) {
    expect(filesWith(directory, secret)).toEqual([])
    for (const { stdout, stderr } of said) expect(stdout + stderr).not.toContain(secret)
  }
  expect(statSync(join(directory, 'secret.key')).mode & 0o777).toBe(0o600)
  expect(await commands.run('destination', 'remove', '1')).toMatchObject({ code: 2, stdout: '' })
  expect(await commands.json('destination', 'remove', '1', '--yes')).toEqual({ id: 1, removed: true })
  expect(await commands.json('destination', 'list')).toEqual([])
})

test('commands that make the key at once make one', async () => {
  const { directory, commands, add } = await withShop()
  const names = ['a', 'b', 'c', 'd']
  const done = await Promise.all(
    names.map((name) => add(`${TOKEN}-${name}`, '--token-stdin', '--name', name)),
  )
  expect(done.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  const all = await commands.json<Shown[]>('destination', 'list')
  expect(all.map(({ name, secrets_problem }) => [name, secrets_problem]).sort()).toEqual(
    names.map((name) => [name, null]),
  )
  const keys = filesIn(directory).filter((path) => path.includes('secret.key'))
  expect(keys).toEqual([join(directory, 'secret.key')])
})

test('the token from the environment, or with a warning from the command line', async () => {
  const { directory, commands, id, add } = await withShop()
  const env = { COUNTERSIGN_DESTINATION_TOKEN: TOKEN, COUNTERSIGN_SECRET_KEY: 'ab'.repeat(32) }
  expect(await run(addArgs(directory, id), { env })).toMatchObject({ code: 0 })
  const warned = await add('', '--token', TOKEN, '--name', 'other')
  expect(warned).toMatchObject({ code: 1, stdout: expect.not.stringContaining(TOKEN) })
  // The environment's key is not there any more, and none is made beside what it encrypted.
  expect(warned.stderr).toMatch(/seen by others.*\nThere is no secret key at .*secret\.key/)
  const [only] = await commands.json<Shown[]>('destination', 'list')
  expect(only?.secrets_problem).toMatch(
    /there is no secret key at .*countersign destination token 1 --token-stdin$/,
  )
  expect(await run(['destination', 'show', '1', '--data', directory, '--json'], { env })).toMatchObject({
    stdout: expect.stringContaining('"secrets_problem":null'),
  })
})

test('what is given wrong ends with 2, and a word on what to give', async () => {
  const { directory, id, add } = await withShop()
  await add(TOKEN, '--token-stdin')
  const data = ['--data', directory]
  const cases: [args: string[], says: RegExp][] = [
    [addArgs(directory, '100000000000001', '--token-stdin'), /There is no dataset 100000000000001/],
    [addArgs(directory, id), /Give the access token: --token-stdin/],
    [
      addArgs(directory, id, '--token-stdin'),
      /^name: destination 1 of this dataset has it\. Give another\.$/,
    ],
    [addArgs(directory, id, '--token-stdin', '--kind', 'x'), /^kind: give meta or conversions_api\.$/],
    [addArgs(directory, id, '--token-stdin', '--kind', 'conversions_api'), /^url: give the address/],
    [addArgs(directory, id, '--token-stdin', '--url', 'http://x.example'), /^url: give https/],
    [addArgs(directory, id, '--token-stdin', '--hold', 'soon'), /^hold_seconds: give a whole number/],
    [['destination', 'set', '1', 'hold_seconds', '9999', ...data], /^hold_seconds: give a whole number/],
    [
      ['destination', 'set', '1', 'browser_only_events', 'perhaps', ...data],
      /^browser_only_events: give true/,
    ],
    [['destination', 'set', '1', 'target_id', '1', ...data], /^target_id stays as it is/],
    [
      ['destination', 'set', '1', 'colour', 'red', ...data],
      /^There is no setting colour\. Settings: name, url/,
    ],
    [['destination', 'show', '1e0', ...data], /^There is no destination 1e0/],
    [['destination', 'pause', '7', ...data], /^There is no destination 7/],
    [['destination', 'list', '--dataset', '7', ...data], /^There is no dataset 7/],
    [['consent', 'revoke', '--dataset', id, ...data], /^Say who: --email/],
    [['consent', 'revoke', '--dataset', id, '--email', 'hunter2', ...data], /^--email: give an address/],
    [['consent', 'grant', '--dataset', id, '--external-id', ' ', ...data], /^--external-id: give the site's/],
    [['consent', 'revoke', '--dataset', '7', '--phone', '1', ...data], /^There is no dataset 7/],
  ]
  for (const [args, says] of cases) {
    const done = await run(args, { input: 'hunter2' })
    expect([args, done]).toMatchObject([args, { code: 2, stdout: '' }])
    expect(done.stderr.trim()).toMatch(says)
    expect(done.stderr).not.toContain('hunter2')
  }
  const env = { COUNTERSIGN_SECRET_KEY: 'hunter2' }
  for (const args of [
    addArgs(directory, id, '--token-stdin', '--name', 'b'),
    ['serve', '--port', '0', ...data],
  ]) {
    const done = await run(args, { input: TOKEN, env })
    expect(done).toMatchObject({ code: 2, stdout: '' })
    expect(done.stderr).toMatch(/^COUNTERSIGN_SECRET_KEY is no secret key: give 32 bytes/)
  }
}, 60_000)

test('a backup holds destinations and withdrawals of consent, and not the key; with the key all is as it was', async () => {
  const { directory, commands, id, add } = await withShop()
  await add(TOKEN, '--token-stdin')
  await commands.json('consent', 'revoke', '--dataset', id, '--email', 'jo@shop.example')
  const parent = temporaryDirectory()
  const [file, elsewhere] = [join(parent, 'backup.tgz'), join(parent, 'elsewhere')]
  expect(await commands.json('backup', file)).toMatchObject({ left_out: ['secret.key'] })
  const restored = commandsOn(elsewhere)
  await restored.json('restore', file)
  const [there] = await restored.json<Shown[]>('destination', 'list')
  expect(there?.secrets_problem).toMatch(
    /there is no secret key at .*Put it back, since a backup does not hold it/,
  )
  expect(await restored.json('consent', 'list', '--dataset', id)).toEqual(
    await commands.json('consent', 'list', '--dataset', id),
  )
  copyFileSync(join(directory, 'secret.key'), join(elsewhere, 'secret.key'))
  // Paused: what was sent since the backup must not go again unasked.
  const as_it_was = await commands.json<object[]>('destination', 'list')
  expect(await restored.json('destination', 'list')).toEqual(
    as_it_was.map((shown) => ({ ...shown, status: 'paused', paused_at_ms: expect.any(Number) })),
  )
})

test('consent is taken back and given again, and who it was is nowhere in plain', async () => {
  const { directory, commands, id } = await withShop()
  const person = [
    '--email',
    'jo@secret-host.example',
    '--phone',
    '+16505551212',
    '--external-id',
    'Customer-4711',
  ]
  const consent = (what: string, ...args: string[]) =>
    commands.json('consent', what, '--dataset', id, ...args)
  const fbp = 'fb.1.1763900000000.1098115397'
  const revoked = await consent('revoke', ...person, '--fbp', fbp)
  expect(revoked).toEqual({
    dataset_id: id,
    keys: ['fbp', 'external_id', 'em', 'ph'],
    revoked: expect.any(Number),
  })
  expect(await consent('revoke', ...person)).toMatchObject({ revoked: 0 })
  expect(await consent('list')).toEqual({
    dataset_id: id,
    counts: { fbp: 1, external_id: expect.any(Number), em: 2, ph: 2 },
    withdrawals: expect.arrayContaining([
      { key: 'fbp', value: '…0.1098115397', revoked_at_ms: expect.any(Number) },
      { key: 'em', value: expect.stringMatching(/^[0-9a-f]{12}…$/), revoked_at_ms: expect.any(Number) },
    ]),
  })
  for (const plain of ['jo@secret-host.example', '6505551212', 'customer-4711', 'Customer-4711'])
    expect(filesWith(directory, plain)).toEqual([])
  expect(await consent('grant', ...person)).toMatchObject({ keys: ['external_id', 'em', 'ph'] })
  expect(await consent('list')).toMatchObject({ counts: { fbp: 1, external_id: 0, em: 0, ph: 0 } })
  await consent('grant', '--fbp', fbp)
  const shown = await commands.run('consent', 'list', '--dataset', id)
  expect(shown).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^fbp +0$/m) })
})
