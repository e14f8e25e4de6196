import { describe, expect, test } from 'vitest'
import { Failure, type Problem } from '../../client/failure.js'
import type { Dataset } from '../../client/queries.js'
import { bodyOf, changesOf, type Draft, draftAfter, faultsOf, valuesBefore } from './draft.js'

const dataset = {
  id: '1832195656904796',
  name: 'Main',
  domain: null,
  ad_account_id: null,
  settings: { merge_window_minutes: 10, key_events: ['Lead'], aem_delta: 0.00001, pixel_once: true },
} as unknown as Dataset

describe('what a draft changes', () => {
  test.each<[string, Draft, Draft]>([
    ['nothing typed', {}, {}],
    ['a number typed as it was', { merge_window_minutes: '10' }, {}],
    ['a number written otherwise', { merge_window_minutes: ' 10.0 ', aem_delta: '1e-5' }, {}],
    ['another number', { merge_window_minutes: '20' }, { merge_window_minutes: 20 }],
    ['no number, which the server refuses', { merge_window_minutes: 'ten' }, { merge_window_minutes: 'ten' }],
    ['an emptied number', { merge_window_minutes: '' }, { merge_window_minutes: '' }],
    ['an empty domain is none', { domain: ' ' }, {}],
    ['a domain', { domain: ' shop.example ' }, { domain: 'shop.example' }],
    ['a list in another order', { key_events: ['Purchase', 'Lead'] }, { key_events: ['Purchase', 'Lead'] }],
    ['a switch turned twice', { pixel_once: true }, {}],
  ])('%s', (_what, draft, changes) => {
    expect(changesOf(dataset, draft)).toEqual(changes)
  })

  test.each<[string, Draft, Draft, Draft]>([
    ['nothing else', { name: 'Shop' }, { name: 'Shop' }, {}],
    ['the same field again', { name: 'Shop 2' }, { name: 'Shop' }, { name: 'Shop 2' }],
    ['another field', { name: 'Shop', pixel_once: false }, { name: 'Shop' }, { pixel_once: false }],
    ['a list anew, as it was', { key_events: ['Lead'] }, { key_events: ['Lead'] }, {}],
  ])('what was typed while it was being saved stays: %s', (_what, now, saved, left) => {
    expect(draftAfter(now, saved)).toEqual(left)
  })

  test('it is sent as the API takes it, and what was before takes it back', () => {
    const changes = { name: 'Other', merge_window_minutes: 20 }
    expect(bodyOf(changes)).toEqual({ name: 'Other', settings: { merge_window_minutes: 20 } })
    expect(bodyOf({ name: 'Other' })).toEqual({ name: 'Other' })
    expect(valuesBefore(dataset, changes)).toEqual({ name: 'Main', merge_window_minutes: 10 })
  })
})

describe('what is wrong stands at its field', () => {
  const failure = (problems: Problem[], at: string | null = null) =>
    new Failure(400, 'parameter_invalid', 'Not valid.', at, null, null, problems)
  const at = (path: string) => ({ at: path, message: 'No.' })
  test.each<[string, Problem[], object, boolean]>([
    ['a setting', [at('settings.key_events')], { key_events: 'No.' }, false],
    ['a field of its own', [at('name')], { name: 'No.' }, false],
    ['an element of a list', [at('settings.key_events.1')], { key_events: 'No.' }, false],
    ['one that is not shown', [at('name'), at('settings.time_zone')], { name: 'No.' }, true],
    ['the body as a whole', [{ at: null, message: 'No.' }], {}, true],
  ])('%s', (_what, problems, faults, is_rest) => {
    const found = faultsOf(failure(problems), ['name', 'key_events'])
    expect(found.at).toEqual(faults)
    expect(found.rest !== null).toBe(is_rest)
  })

  test('where no problems are listed, the refusal’s own place counts', () => {
    expect(faultsOf(failure([], 'name'), ['name']).at).toEqual({ name: 'Not valid.' })
    expect(faultsOf(null, ['name'])).toEqual({ at: {}, rest: null })
  })
})
