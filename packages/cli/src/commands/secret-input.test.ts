import { expect, test } from 'vitest'
import { readSecrets, type SecretOptions, type SecretSources } from './secret-input.js'

const sources = (input: string, more: Partial<SecretSources> = {}): SecretSources => ({
  environment: undefined,
  readInput: async () => input,
  ask: undefined,
  ...more,
})
const typed: Partial<SecretSources> = { ask: async (what) => `typed ${what}` }
const environment: Partial<SecretSources> = { environment: 'EAAB-env' }

type Case = [title: string, options: SecretOptions, from: SecretSources, given: object]
const taken: Case[] = [
  ['a line', { tokenStdin: true }, sources('EAAB\n'), { access_token: 'EAAB' }],
  [
    'a line of Windows, space around it',
    { tokenStdin: true },
    sources(' EAAB \r\n'),
    { access_token: 'EAAB' },
  ],
  [
    'two lines, the token first',
    { tokenStdin: true, appSecretStdin: true },
    sources('EAAB\n5ec4e7\n'),
    { access_token: 'EAAB', app_secret: '5ec4e7' },
  ],
  ['the command line', { token: 'EAAB' }, sources(''), { access_token: 'EAAB' }],
  ['the environment', {}, sources('', environment), { access_token: 'EAAB-env' }],
  [
    'a line before the environment',
    { tokenStdin: true },
    sources('EAAB', environment),
    { access_token: 'EAAB' },
  ],
  [
    'the environment, and the app secret on a line',
    { appSecretStdin: true },
    sources('5ec4e7', environment),
    { access_token: 'EAAB-env', app_secret: '5ec4e7' },
  ],
  ['a person who was not told how', {}, sources('', typed), { access_token: 'typed access token' }],
  [
    'a person',
    { tokenStdin: true, appSecretStdin: true },
    sources('', typed),
    { access_token: 'typed access token', app_secret: 'typed app secret' },
  ],
]
for (const [title, options, from, given] of taken)
  test(`readSecrets: ${title}`, async () => expect(await readSecrets(options, true, from)).toEqual(given))

test('readSecrets: an app secret alone, where no token is needed', async () =>
  expect(await readSecrets({ appSecretStdin: true }, false, sources('5ec4e7'))).toEqual({
    app_secret: '5ec4e7',
  }))

const refused: [title: string, options: SecretOptions, from: SecretSources, says: RegExp][] = [
  ['nothing', {}, sources('EAAB'), /Give the access token: --token-stdin/],
  ['it twice', { token: 'a', tokenStdin: true }, sources('EAAB'), /Give the token once/],
  [
    'an empty input',
    { tokenStdin: true },
    sources('\n'),
    /give the access token, a line each; there are 0 lines/,
  ],
  [
    'one line for two',
    { tokenStdin: true, appSecretStdin: true },
    sources('hunter2'),
    /give the access token and the app secret, a line each; there is 1 line\./,
  ],
  ['two lines for one', { tokenStdin: true }, sources('hunter2\nhunter2'), /there are 2 lines/],
]
for (const [title, options, from, says] of refused)
  test(`readSecrets refuses ${title}`, async () => {
    const failed = await readSecrets(options, true, from).catch((error: unknown) => error)
    expect(failed).toMatchObject({
      name: 'CommandFailed',
      exit_code: 2,
      message: expect.stringMatching(says),
    })
    expect(String(failed)).not.toContain('hunter2')
  })
