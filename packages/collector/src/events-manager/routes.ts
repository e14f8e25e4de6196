import type { FastifyInstance } from 'fastify'
import { measured } from '../operations/measured.js'
import type { Stage } from '../stage.js'
import { assets } from './assets.js'
import type { EventsManagerFiles } from './files.js'
import { indexPage } from './index-page.js'

const NONCE_WORDS = 4
const WORD_MAX = 2 ** 32

/** Events Manager: a page at each of its addresses, and the files that it loads. */
export async function eventsManagerRoutes(
  app: FastifyInstance,
  { stage, files }: { stage: Stage; files: EventsManagerFiles },
): Promise<void> {
  app.addHook('onRoute', (route) => {
    route.config = { name: 'events_manager', ...route.config }
  })
  measured(app, stage.metrics)
  indexPage(app, files, () => nonceOf(stage.edge.randomInt))
  assets(app, files)
}

/** 128 random bits in base64. */
function nonceOf(randomInt: (max: number) => number): string {
  const bytes = Buffer.alloc(NONCE_WORDS * 4)
  for (let word = 0; word < NONCE_WORDS; word += 1) bytes.writeUInt32BE(randomInt(WORD_MAX), word * 4)
  return bytes.toString('base64')
}
