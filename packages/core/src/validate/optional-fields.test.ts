import { expect, test } from 'vitest'
import type { Event } from '../event.js'
import { judged } from './judged.fixture.js'

const WRONG = ['field_type_invalid']
const DPO = ['data_processing_options_invalid']

const cases: [title: string, changes: Record<string, unknown>, want: Partial<Event>, warnings: string[]][] = [
  ['a referrer', { referrer_url: 'https://a.example/' }, { referrer_url: 'https://a.example/' }, []],
  [
    'a referrer with a mark of the param builders',
    { referrer_url: 'https://a.example/?fbclid=x.AQQAAQMA' },
    { referrer_url: 'https://a.example/?fbclid=x' },
    [],
  ],
  ['opt_out', { opt_out: true }, { opt_out: true }, []],
  ['opt_out as text', { opt_out: 'true' }, { opt_out: true }, []],
  ['opt_out as a digit', { opt_out: 0 }, { opt_out: false }, []],
  ['unset maps are null', { original_event_data: null, attribution_data: null, app_data: null }, {}, []],
  [
    'the first event',
    { original_event_data: { event_id: 'a' } },
    { original_event_data: { event_id: 'a' } },
    [],
  ],
  ['segmentation', { customer_segmentation: 'x' }, { customer_segmentation: 'x' }, []],
  [
    'segmentation in custom_data',
    { custom_data: { customer_segmentation: 'y' } },
    { customer_segmentation: 'y' },
    [],
  ],
  ['segmentation that is no word', { customer_segmentation: 'jo@shop.example' }, {}, WRONG],
  ['tracking', { advertiser_tracking_enabled: 1 }, { advertiser_tracking_enabled: true }, []],
  ['not limited', { data_processing_options: [] }, { data_processing_options: [] }, []],
  [
    'limited',
    {
      data_processing_options: ['LDU'],
      data_processing_options_country: '1',
      data_processing_options_state: 0,
    },
    {
      data_processing_options: ['LDU'],
      data_processing_options_country: 1,
      data_processing_options_state: 0,
    },
    [],
  ],
  ['limited, as text', { data_processing_options: '["LDU"]' }, { data_processing_options: ['LDU'] }, []],
  ['limited, unreadable', { data_processing_options: 7, data_processing_options_state: 'CA' }, {}, DPO],
  ['limited, by no word', { data_processing_options: ['jo@shop.example'] }, {}, DPO],
  ['a referrer that is no text', { referrer_url: 5 }, {}, WRONG],
  ['a map that is a list', { attribution_data: [] }, {}, WRONG],
  ['opt_out unreadable', { opt_out: 'maybe' }, {}, WRONG],
  ['opt_out that is no text by its own word', { opt_out: { toString: '' } }, {}, WRONG],
]
for (const [title, changes, want, warnings] of cases)
  test(`optional fields: ${title}`, () => {
    const found = judged(changes)
    expect(found).toMatchObject({ problems: [], warnings })
    const {
      event_name,
      event_time,
      event_id,
      action_source,
      event_source_url,
      user_data,
      custom_data,
      ...rest
    } = found.event ?? ({} as Event)
    expect(rest).toEqual(want)
  })

const website: [title: string, changes: Record<string, unknown>, warnings: string[]][] = [
  ['no page', { event_source_url: undefined }, ['event_source_url_missing']],
  ['no browser', { user_data: { em: 'ab'.repeat(32) } }, ['user_agent_missing']],
  [
    'neither, but by phone',
    { action_source: 'phone_call', event_source_url: '', user_data: { fbp: 'x' } },
    [],
  ],
]
for (const [title, changes, warnings] of website)
  test(`warnOfWebsite: ${title}`, () => expect(judged(changes)).toMatchObject({ problems: [], warnings }))
