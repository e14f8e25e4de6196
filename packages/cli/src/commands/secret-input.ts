import type { DestinationSecrets } from '@countersign/storage'
import { couldNot, remark, wrongInput } from '../io.js'

/** How a destination's secrets are given. */
export interface SecretOptions {
  token?: string
  tokenStdin?: boolean
  appSecretStdin?: boolean
}

/** Where they come from, besides the options. */
export interface SecretSources {
  /** COUNTERSIGN_DESTINATION_TOKEN */
  environment: string | undefined
  /** standard input to its end */
  readInput: () => Promise<string>
  /** asks a person, without showing what is typed; undefined where nobody sits there */
  ask: ((what: string) => Promise<string>) | undefined
}

const INPUT_CHARS_MAX = 65_536

/**
 * Takes token and app secret from where they were said to be: a line of standard input each, the token first.
 * @param token_needed  a token must be given in some way; without, an app secret alone will do
 * @returns what was given; the configuration says whether it will do
 * @throws CommandFailed where nothing was given, or in two ways
 */
export async function readSecrets(
  options: SecretOptions,
  token_needed: boolean,
  { environment, readInput, ask }: SecretSources,
): Promise<Partial<DestinationSecrets>> {
  const { token, tokenStdin, appSecretStdin } = options
  if (token !== undefined && tokenStdin) throw wrongInput('Give the token once: --token or --token-stdin.')
  const wanted = [...(tokenStdin ? ['access_token'] : []), ...(appSecretStdin ? ['app_secret'] : [])]
  const secrets: Partial<DestinationSecrets> = {}
  if (wanted.length > 0)
    Object.assign(secrets, ask ? await asked(wanted, ask) : await lines(wanted, readInput))
  if (token !== undefined) {
    remark('A token in the command line is seen by others on this machine: better give it by --token-stdin.')
    secrets.access_token = token
  } else if (!tokenStdin && environment !== undefined) secrets.access_token = environment
  if (secrets.access_token !== undefined || !token_needed) return secrets
  if (ask) return { ...secrets, ...(await asked(['access_token'], ask)) }
  throw wrongInput(
    'Give the access token: --token-stdin with a line of standard input, or COUNTERSIGN_DESTINATION_TOKEN.',
  )
}

const NAMES: Record<string, string> = { access_token: 'access token', app_secret: 'app secret' }

async function asked(wanted: readonly string[], ask: (what: string) => Promise<string>) {
  const given: Record<string, string> = {}
  for (const name of wanted) given[name] = await ask(NAMES[name] ?? name)
  return given
}

async function lines(wanted: readonly string[], readInput: () => Promise<string>) {
  const given = (await readInput())
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  if (given.length !== wanted.length)
    throw wrongInput(
      `Standard input: give ${wanted.map((name) => `the ${NAMES[name]}`).join(' and ')}, a line each; there ${
        given.length === 1 ? 'is 1 line' : `are ${given.length} lines`
      }.`,
    )
  return Object.fromEntries(wanted.map((name, at) => [name, given[at]]))
}

/** This process's own: its environment, its standard input, the person at its terminal. */
export const secretSources = (): SecretSources => ({
  environment: process.env.COUNTERSIGN_DESTINATION_TOKEN,
  async readInput() {
    let text = ''
    for await (const chunk of process.stdin.setEncoding('utf8')) {
      text += chunk
      if (text.length > INPUT_CHARS_MAX) throw wrongInput('Standard input: that is no token.')
    }
    return text
  },
  ask: process.stdin.isTTY ? askHidden : undefined,
})

async function askHidden(what: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts')
  const given = await password({ message: `The ${what}:` })
  if (isCancel(given)) throw couldNot('Nothing was changed.')
  return given.trim()
}
