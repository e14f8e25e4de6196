import { readFileSync } from 'node:fs'
import { couldNot, wrongInput } from '../io.js'
import { secretSources } from './secret-input.js'

export interface AlertSecretOptions {
  secretStdin?: boolean
  secretFile?: string
}

const SECRET_CHARS_MAX = 4_096

/**
 * Takes a channel's secret from where it was said to be: a file, standard input, the environment, or the person who sits
 * there. Never from the command line, which others on this machine can see.
 * @param what  for whom it is asked, e.g. `password of the mail server`
 */
export async function readAlertSecret(options: AlertSecretOptions, what: string): Promise<string> {
  const { secretStdin, secretFile } = options
  if (secretStdin && secretFile !== undefined)
    throw wrongInput('Give the secret once: --secret-stdin or --secret-file.')
  const { readInput, ask } = secretSources()
  if (secretFile !== undefined) return oneLine(readSecretFile(secretFile), `--secret-file ${secretFile}`)
  if (secretStdin) return oneLine(ask ? await ask(what) : await readInput(), 'Standard input')
  const environment = process.env.COUNTERSIGN_ALERT_SECRET
  if (environment !== undefined) return oneLine(environment, 'COUNTERSIGN_ALERT_SECRET')
  if (ask) return oneLine(await ask(what), 'The secret')
  throw wrongInput(`Give the ${what}: --secret-stdin, --secret-file FILE or COUNTERSIGN_ALERT_SECRET.`)
}

function oneLine(text: string, where: string): string {
  const bare = text.trim()
  if (bare === '' || bare.length > SECRET_CHARS_MAX || /[\r\n]/.test(bare))
    throw wrongInput(`${where}: give the secret in one line, at most ${SECRET_CHARS_MAX} characters.`)
  return bare
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw couldNot(`${path} cannot be read: ${error instanceof Error ? error.message : error}.`)
  }
}
