import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openConfiguration } from '@countersign/storage'
import { expect, onTestFinished, test } from 'vitest'
import { createDataset } from './client.js'
import { filesIn } from './data-files.js'
import { commandsOn, run, temporaryDirectory } from './server-process.js'

const KEY = 'a-key-of-our-own-choice'

interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A server on this machine that hears what is sent to it, and answers with a status. */
async function listener(status = 200) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    heard.push({ path: request.url ?? '', headers: request.headers, body })
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function withShop() {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const { id } = await createDataset(commands)
  const add = (input: string, ...args: string[]) =>
    run(['alert', 'add', '--dataset', id, ...args, '--data', directory], { input })
  return { directory, commands, id, add }
}

test('a webhook is added, tested, listed and removed; its messages are signed, and its key is never told', async () => {
  const { directory, commands, id, add } = await withShop()
  const { heard, url } = await listener()
  const file = join(directory, 'key.txt')
  writeFileSync(file, `${KEY}\n`)
  const webhook = ['--kind', 'webhook', '--url', `${url}/alerts`, '--secret-file', file]
  const refused = await add('', ...webhook)
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^url: give https; http only for a host/),
  })
  const added = await add('', ...webhook, '--allow-private-host', '127.0.0.1', '--digest', '60', '--json')
  expect(added).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(added.stdout)).toMatchObject({
    id: 1,
    dataset_id: id,
    digest_seconds: 60,
    severities: ['error', 'warning'],
    status: { waiting: 0, dropped: 0 },
  })

  expect(await commands.run('alert', 'test', '1')).toMatchObject({ code: 0, stdout: '' })
  const [{ path, headers, body } = { path: '', headers: {} as IncomingHttpHeaders, body: '' }] = heard
  expect(path).toBe('/alerts')
  expect(JSON.parse(body)).toMatchObject({ version: 1, kind: 'test', dataset_id: id })
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-countersign-signature'])) ?? []
  expect(Math.abs(Number(t) - Date.now() / 1_000)).toBeLessThan(60)
  expect(v1).toBe(createHmac('sha256', KEY).update(`${t}.${body}`).digest('hex'))

  const listed = await commands.run('alert', 'list', '--dataset', id)
  expect(listed.stdout).toContain(`${url}/alert…`)
  expect([added.stdout, listed.stdout].join()).not.toContain(KEY)
  const others = filesIn(directory).filter((path) => path !== file)
  expect(others.some((path) => readFileSync(path).includes(KEY))).toBe(false)

  expect((await commands.run('alert', 'remove', '1')).code).toBe(0)
  expect(await commands.json('alert', 'list')).toEqual([])
  expect(await commands.run('alert', 'test', '1')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/no alert channel 1/),
  })
})

test("Slack's address comes by standard input, and is not shown; a redirect is not followed", async () => {
  const { commands, add } = await withShop()
  const { heard, url } = await listener(302)
  const added = await add(
    `${url}/services/secretpart\n`,
    ...['--kind', 'slack', '--secret-stdin', '--allow-private-host', '127.0.0.1'],
  )
  expect(added).toMatchObject({ code: 0, stdout: 'Alert channel 1  127.0.0.1\n' })
  const tested = await commands.run('alert', 'test', '1')
  expect(tested).toMatchObject({
    code: 1,
    stderr: 'The test could not be sent: it answers with 302; redirects are not followed.\n',
  })
  expect(heard.map(({ path }) => path)).toEqual(['/services/secretpart'])
  expect(JSON.parse(heard[0]?.body ?? '').blocks[0].type).toBe('header')
})

test('a private address that is not allowed by name is not connected to', async () => {
  const { commands, add } = await withShop()
  const { heard, url } = await listener()
  const https = url.replace('http:', 'https:').replace('127.0.0.1', 'localhost')
  const environment = await add('', '--kind', 'webhook', '--url', https)
  expect(environment).toMatchObject({ code: 2, stderr: expect.stringMatching(/COUNTERSIGN_ALERT_SECRET/) })
  expect(await add(`${KEY}\n`, '--kind', 'webhook', '--url', https, '--secret-stdin')).toMatchObject({
    code: 0,
  })
  expect(await commands.run('alert', 'test', '1')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/it has no public address, and is not allowed by name/),
  })
  expect(heard).toEqual([])
})

test('issues are listed, resolved, ignored and restored', async () => {
  const { directory, commands, id } = await withShop()
  const configuration = openConfiguration(join(directory, 'configuration.db'), {
    now_ms: Date.now,
    randomBytes,
  })
  onTestFinished(() => configuration.close())
  const summary = {
    severity: 'error',
    title: 'Missing value',
    seen: 's',
    why: 'w',
    fixes: {},
    cause: null,
  } as const
  const numbers = { affected: 1, total: 1, share: 1, first_ms: Date.now() - 5, last_ms: Date.now() - 5 }
  const about = { code: 'missing_value', channel: null, detail: null, ...summary, ...numbers }
  configuration.recordIssues(
    id,
    ['Purchase', 'Lead\u001b[2J'].map((event_name) => ({ ...about, event_name })),
    Date.now(),
  )
  const listed = await commands.run('issue', 'list', '--dataset', id)
  expect(listed.stdout).toMatch(/active +error +missing_value +Purchase/)
  expect(listed.stdout).not.toContain('\u001b')
  await commands.run('issue', 'resolve', '1', '--by', 'ann')
  await commands.run('issue', 'ignore', '2')
  const states = async () =>
    (
      await commands.json<{ id: number; state: string; marked_by: string }[]>(
        'issue',
        'list',
        '--dataset',
        id,
      )
    )
      .sort((a, b) => a.id - b.id)
      .map(({ state }) => state)
  expect(await states()).toEqual(['marked_resolved', 'ignored'])
  expect(await commands.json('issue', 'list', '--dataset', id, '--state', 'marked_resolved')).toMatchObject([
    { id: 1, marked_by: 'ann' },
  ])
  for (const issue of ['1', '2']) await commands.run('issue', 'restore', issue)
  expect(await states()).toEqual(['active', 'active'])
  expect((await commands.run('issue', 'ignore', '9')).code).toBe(2)
  expect((await commands.run('issue', 'list', '--dataset', id, '--state', 'open')).code).toBe(2)
})

test('a domain is added with what to put where; verify says what it found, and exits with 1', async () => {
  const { commands, id } = await withShop()
  const said = await commands.run('domain', 'add', '--dataset', id, '--domain', 'nowhere.invalid')
  const [{ token, proofs } = { token: '', proofs: { dns: '', meta: '', file: '' } }] = await commands.json<
    { token: string; proofs: { dns: string; meta: string; file: string } }[]
  >('domain', 'list', '--dataset', id)
  for (const text of [token, proofs.dns, proofs.meta, proofs.file]) expect(said.stdout).toContain(text)
  expect(proofs.dns).toBe(`countersign-domain-verification=${token}`)

  const verified = await commands.run('domain', 'verify', '--dataset', id, '--json')
  expect(verified.code).toBe(1)
  expect(JSON.parse(verified.stdout)).toMatchObject([
    {
      domain: 'nowhere.invalid',
      status: 'pending',
      failures: 1,
      failure: expect.stringMatching(/^DNS: .*home page: .*file: /),
    },
  ])
  expect(verified.stderr).toContain('nowhere.invalid is not verified. DNS: ')

  const www = await commands.run('domain', 'add', '--dataset', id, '--domain', 'www.nowhere.invalid')
  expect(www).toMatchObject({ code: 2, stderr: expect.stringMatching(/give nowhere\.invalid,/) })
  expect((await commands.run('domain', 'remove', '--dataset', id, '--domain', 'nowhere.invalid')).code).toBe(
    0,
  )
  expect((await commands.run('domain', 'verify', '--dataset', id)).code).toBe(2)
})
