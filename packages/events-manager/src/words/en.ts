import { account, audit, people } from './en/account.js'
import { addEvents } from './en/add-events.js'
import { counted } from './en/counted.js'
import { dataSources } from './en/data-sources.js'
import { delivery } from './en/delivery.js'
import { diagnostics } from './en/diagnostics.js'
import { events } from './en/events.js'
import { newDataset } from './en/new.js'
import { ordersPage } from './en/orders.js'
import { ordersImport } from './en/orders-import.js'
import { overview } from './en/overview.js'
import { parts } from './en/parts.js'
import { priorities } from './en/priorities.js'
import { settings } from './en/settings.js'
import { settingsLists } from './en/settings-lists.js'
import { settingsRules } from './en/settings-rules.js'
import { shell } from './en/shell.js'
import { signIn, welcome } from './en/sign-in.js'
import { testEvents } from './en/test-events.js'

/** Every visible text. A second language is a file of the same shape. */
export const en = {
  shell,
  parts,
  signIn,
  welcome,
  dataSources,
  newDataset,
  account,
  people,
  audit,
  overview,
  events,
  counted,
  diagnostics,
  priorities,
  delivery,
  ordersPage,
  ordersImport,
  settings,
  settingsLists,
  settingsRules,
  testEvents,
  addEvents,
}
