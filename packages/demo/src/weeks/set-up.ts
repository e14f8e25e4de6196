import type { Configuration, Dataset } from '@countersign/storage'
import { changeSetting, type DatasetSettings } from '@countersign/storage/configuration'
import type { Sender } from '../receive/send.js'
import { HEALTHY_SHOP, SECOND_STORE, STORE } from './shops.js'

/** The datasets of the demo, and who sends to them. */
export interface DemoDatasets {
  healthy: Sender
  troubled: Sender
  empty_id: string
}

const SLOTS = JSON.stringify([
  {
    domain: HEALTHY_SHOP,
    slots: [
      { event_name: 'Purchase', value_set: { currency: 'EUR', ranges: [0, 50, 150, 400] } },
      { event_name: 'InitiateCheckout' },
      { event_name: 'Lead' },
      { event_name: 'ViewContent' },
    ],
  },
])
const CONVERSIONS = JSON.stringify([
  {
    id: 'large-orders',
    name: 'Large orders',
    rule: { event_name: 'Purchase', params: [{ name: 'value', operator: 'gte', value: 250 }] },
  },
  {
    id: 'shoe-pages',
    name: 'Looked at shoes',
    rule: { event_name: 'PageView', url: { operator: 'contains', value: '/collections/shoes' } },
  },
])

/** What the owners set up before their first event. */
export function setUp(configuration: Configuration, now_ms: number): DemoDatasets {
  const healthy = dataset(
    configuration,
    'Northern Goods - Web shop',
    HEALTHY_SHOP,
    {
      aem: 'true',
      aem_minimum: '3',
      aem_events: SLOTS,
      custom_conversions: CONVERSIONS,
    },
    now_ms,
  )
  verify(configuration, healthy, HEALTHY_SHOP, now_ms)
  const troubled = dataset(
    configuration,
    'Old Town Store - Web shop',
    STORE,
    { custom_conversions: CONVERSIONS },
    now_ms,
  )
  verify(configuration, troubled, SECOND_STORE, now_ms)
  okOrThrow(configuration.domains.add(troubled.id, STORE))
  const empty = dataset(configuration, 'Nothing yet', 'new-shop.example', {}, now_ms)
  const senderOf = ({ id: dataset_id }: Dataset): Sender => ({
    dataset_id,
    access_token: configuration.createToken(dataset_id, "the shop's server").access_token,
  })
  return { healthy: senderOf(healthy), troubled: senderOf(troubled), empty_id: empty.id }
}

type Given = { [K in keyof DatasetSettings]?: string }

function dataset(
  configuration: Configuration,
  name: string,
  domain: string,
  given: Given,
  now_ms: number,
): Dataset {
  const made = configuration.createDataset({ name, domain })
  const settings = Object.entries(given).reduce((before, [key, text]) => {
    const changed = changeSetting(before, key as keyof DatasetSettings, text, now_ms)
    return okOrThrow(changed).settings
  }, made.settings)
  configuration.changeDataset(made.id, { settings })
  return made
}

function verify({ domains }: Configuration, { id }: Dataset, domain: string, now_ms: number): void {
  const added = okOrThrow(domains.add(id, domain))
  domains.checked(added.id, { dns: { found: 'token' } }, now_ms)
}

/** What is set up here is right, or the demo is not. */
export function okOrThrow<T>(answer: T | string | undefined): T {
  if (typeof answer === 'string' || answer === undefined)
    throw new Error(`The demo is set up wrongly: ${answer}`)
  return answer
}
