import type { Command } from 'commander'
import { print, remark, wrongInput } from '../io.js'
import { inUse, readPort } from '../port.js'
import { stopped } from '../stopped.js'

interface Options {
  port: string
  host: string
  token?: string[]
  dataset?: string[]
  latency: string
  keep: string
}

/** `countersign emulate`: Meta in a box, for tests. */
export function emulateCommand(program: Command): void {
  program
    .command('emulate')
    .description(
      "Meta's side of the Conversions API in memory, for tests: /emulator/* inspects, resets, lets fail",
    )
    .option('--port <n>', 'where to listen', '8788')
    .option('--host <h>', 'where to listen', '127.0.0.1')
    .option('--token <token...>', 'access tokens that are let in; left out: any')
    .option('--dataset <id...>', 'dataset ids that exist; left out: any')
    .option('--latency <ms>', 'before every answer', '0')
    .option('--keep <n>', 'how many events are kept to be listed; counts know of all', '100000')
    .action(async (options: Options) => {
      const port = readPort(options.port)
      const latency_ms = readNumber('--latency', options.latency, 86_400_000)
      const keep = readNumber('--keep', options.keep, 10_000_000)
      const unusual = options.dataset?.find((id) => !/^\d{1,20}$/.test(id))
      if (unusual !== undefined) throw wrongInput(`--dataset ${unusual}: give an id of digits`)
      // Loaded here: every other command would wait for it.
      const { startEmulator } = await import('@countersign/emulator')
      const { installSnippet, loadPixelFiles } = await import('@countersign/pixel/serve')
      const emulator = await startEmulator({
        port,
        host: options.host,
        latency_ms,
        keep,
        pixel: { ...loadPixelFiles(), snippet: installSnippet },
        ...(options.token && { tokens: options.token }),
        ...(options.dataset && { datasets: options.dataset }),
      }).catch(inUse(options.host, port, '--port'))
      print(`Countersign emulates Meta on ${emulator.url}`)
      print(
        `Events go to ${emulator.eventsUrl('DATASET_ID')}, what came in is on ${emulator.url}/emulator/events`,
      )
      await stopped()
      remark('Stopping …')
      await emulator.stop()
    })
}

function readNumber(option: string, text: string, max: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > max)
    throw wrongInput(`${option} ${text}: give a whole number from 0 to ${max}`)
  return value
}
