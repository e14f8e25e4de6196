import { account, audit, people } from './en/account.js'
import { addEvents } from './en/add-events.js'
import { dataSources } from './en/data-sources.js'
import { newDataset } from './en/new.js'
import { parts } from './en/parts.js'
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
  testEvents,
  addEvents,
}
