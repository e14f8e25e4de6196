import { isIP } from 'node:net'
import { keyInEnvironment, SECRET_KEY_VARIABLE } from '@countersign/storage/configuration'
import type { Command } from 'commander'
import { dataDirectory } from '../data-directory.js'
import { print, remark, wrongInput } from '../io.js'
import { inUse, readPort } from '../port.js'
import { stopped } from '../stopped.js'
import { configuredOrigin, welcomeLink } from '../welcome-link.js'

const PORT_DEFAULT = '8787'
const HOST_DEFAULT = '127.0.0.1'

/** `countersign serve`: the collector and everything behind it in one process. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('Take in browser and server reports, and count them')
    .option('--data <dir>', 'the data directory (COUNTERSIGN_DATA, ./data)')
    .option('--port <n>', 'where to listen (PORT)', process.env.PORT ?? PORT_DEFAULT)
    .option('--host <h>', 'where to listen (HOST)', process.env.HOST ?? HOST_DEFAULT)
    .action(async (options: { data?: string; port: string; host: string }) => {
      const port = readPort(options.port)
      const log_level = process.env.COUNTERSIGN_LOG ?? 'info'
      if (!LOG_LEVELS.includes(log_level))
        throw wrongInput(`COUNTERSIGN_LOG=${log_level}: give ${LOG_LEVELS.join(', ')}`)
      // Found now, not when the first event is to be sent.
      const secret_key = process.env[SECRET_KEY_VARIABLE]
      if (secret_key !== undefined) keyInEnvironment(secret_key)
      const trusted_proxies = listOf(process.env.COUNTERSIGN_TRUSTED_PROXIES)
      const notAnAddress = trusted_proxies.find((range) => !isRange(range))
      if (notAnAddress !== undefined)
        throw wrongInput(
          `COUNTERSIGN_TRUSTED_PROXIES: ${notAnAddress} is neither an address nor a range such as 10.0.0.0/8`,
        )
      // Looked at now: a server does not start to say that its link cannot be printed.
      const origin = configuredOrigin()
      const directory = dataDirectory(options.data)
      // Loaded here: the server is most of what there is to load, and every other command would wait for it.
      const { startServer } = await import('../server.js')
      const server = await startServer({
        directory,
        port,
        host: options.host,
        log_level,
        trusted_proxies,
        origin,
        ...readSignals(process.env.COUNTERSIGN_SIGNALS),
        looks_at_domains: true,
        meta_url: process.env.COUNTERSIGN_META_URL ?? null,
      }).catch(inUse(options.host, port, '--port, or PORT'))
      print(`Countersign listens on ${server.url}`)
      print(`Data in ${directory}`)
      if (server.first_link !== undefined)
        print(
          `Nobody may sign in yet. Become the administrator, within 7 days: ${welcomeLink(undefined, server.url)(server.first_link)}`,
        )
      if (server.datasets === 0)
        print('No dataset yet. Create one: npx countersign dataset create --name "Brand - Main Website"')
      await stopped()
      remark('Stopping …')
      await server.stop()
    })
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** An address, or a range of them in CIDR notation. */
function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  const bits_max = version === 6 ? 128 : 32
  return (
    version !== 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bits_max))
  )
}

/** Signal quality takes some of the processor: whoever has another place for it, or none to spare, may do without. */
function readSignals(text = 'on'): { watches: boolean; judges_each_s?: number } {
  if (text === 'on' || text === 'off') return { watches: text === 'on' }
  const judges_each_s = Number(text)
  if (/^\d+$/.test(text) && judges_each_s >= 1 && judges_each_s <= JUDGES_EACH_S_MAX)
    return { watches: true, judges_each_s }
  throw wrongInput(
    `COUNTERSIGN_SIGNALS=${text}: give on, off, or from 1 to ${JUDGES_EACH_S_MAX} seconds between two judgements`,
  )
}
const JUDGES_EACH_S_MAX = 3_600
