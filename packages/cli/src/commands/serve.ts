import type { Command } from 'commander'
import { dataDirectory } from '../data.js'
import { couldNot, print, remark, wrongInput } from '../io.js'
import { withOptions } from './dataset.js'

const PORT_DEFAULT = '8787'
const HOST_DEFAULT = '127.0.0.1'

/** `countersign serve`: the collector and everything behind it in one process. */
export function serveCommand(program: Command): void {
  withOptions(program.command('serve').description('Take in browser and server reports, and count them'))
    .option('--port <n>', 'where to listen (PORT)', process.env.PORT ?? PORT_DEFAULT)
    .option('--host <h>', 'where to listen (HOST)', process.env.HOST ?? HOST_DEFAULT)
    .action(async (options: { data?: string; port: string; host: string }) => {
      const port = Number(options.port)
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw wrongInput(`--port ${options.port}: give 0 to 65535`)
      const directory = dataDirectory(options.data)
      // Loaded here: the server is most of what there is to load, and every other command would wait for it.
      const { startServer } = await import('../server.js')
      const server = await startServer({ directory, port, host: options.host }).catch((error: unknown) => {
        if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE')
          throw couldNot(`${options.host}:${port} is in use. Give another: --port, or PORT.`)
        throw error
      })
      print(`Countersign listens on ${server.url}`)
      print(`Data in ${directory}`)
      if (server.datasets === 0)
        print('No dataset yet. Create one: npx countersign dataset create --name "Brand - Main Website"')
      await stopped()
      remark('Stopping …')
      await server.stop()
    })
}

/** `npm start` passes on a Ctrl-C that the terminal has already sent: what comes so soon is the same wish. */
const SAME_WISH_MS = 500

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked_ms: number | undefined
    const stop = () => {
      if (asked_ms !== undefined && performance.now() - asked_ms > SAME_WISH_MS) process.exit(1)
      asked_ms ??= performance.now()
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
