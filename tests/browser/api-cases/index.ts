import type { ApiCase } from './api-case.js'
import { eventIds } from './event-ids.js'
import { identity } from './identity.js'
import { initialising } from './initialising.js'
import { once } from './once.js'
import { pageViews } from './page-views.js'
import { privacy } from './privacy.js'
import { rareCommands } from './rare-commands.js'
import { settings } from './settings.js'
import { tracking } from './tracking.js'

export const API_CASES: { [group: string]: ApiCase[] } = {
  tracking,
  eventIds,
  initialising,
  pageViews,
  privacy,
  settings,
  identity,
  once,
  rareCommands,
}
