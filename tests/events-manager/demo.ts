import { type After, eventually, spawnCommand } from '../process/server-process.js'
import { type Person, peopleOf } from './people.js'

/** From the command to the printed address, on a machine that runs other tests beside it. */
const READY_MS_MAX = 120_000

/** Four weeks of simulated shops, and their administrator. */
export interface Demo {
  administrator: Person
  /** with all that there is to find */
  troubled_id: string
  /** to which nothing was reported yet */
  empty_id: string
}

/** Starts `countersign demo` on a free port; it takes some twenty seconds. */
export async function startDemo(after: After): Promise<Demo> {
  const { output } = spawnCommand(['demo', '--port', '0'], { after })
  const printed = (what: RegExp) => what.exec(output.stdout)?.[1]
  const url = await eventually(
    'the demo is ready',
    async () => printed(/^Countersign listens on (\S+)\n/m),
    READY_MS_MAX,
  )
  const administrator = await peopleOf(() => ({ url, output: () => output }))('administrator')
  // The link is printed last.
  const id = (what: RegExp) => printed(what) ?? ''
  return {
    administrator,
    troubled_id: id(/^Dataset in trouble +(\d+)$/m),
    empty_id: id(/^Dataset without events +(\d+)$/m),
  }
}
