import { expect, test } from 'vitest'
import { readAdAccount, readDatasetName, readSite } from './dataset-fields.js'

type Case = [read: (text: string) => unknown, text: string, want: unknown]
/** @source docs/api.md and `countersign dataset create --help` */
const cases: Case[] = [
  [readDatasetName, '  Brand - Main  ', { value: 'Brand - Main' }],
  [readDatasetName, ' ', 'give 1 to 200 characters'],
  [readDatasetName, 'x'.repeat(200), { value: 'x'.repeat(200) }],
  [readDatasetName, 'x'.repeat(201), 'give 1 to 200 characters'],
  [readSite, 'Shop.Example', { value: 'shop.example' }],
  [readSite, 'https://shop.example:8443/cart?x=1', { value: 'shop.example' }],
  [readSite, 'localhost', { value: 'localhost' }],
  [readSite, '', 'give a host name, e.g. shop.example'],
  [readSite, 'shop example', 'give a host name, e.g. shop.example'],
  [readSite, `${'a.'.repeat(127)}aa`, 'give a host name, e.g. shop.example'],
  [readAdAccount, '12', { value: 'act_12' }],
  [readAdAccount, 'act_12', { value: 'act_12' }],
  [readAdAccount, 'act_', "give act_ and the account's number, e.g. act_1"],
  [readAdAccount, 'twelve', "give act_ and the account's number, e.g. act_1"],
]
for (const [read, text, want] of cases)
  test(`${read.name}: ${JSON.stringify(text.slice(0, 40))}`, () => expect(read(text)).toEqual(want))
