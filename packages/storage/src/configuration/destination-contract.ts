import { expect, test } from 'vitest'
import type { Destination, DestinationChange, DestinationSecrets, NewDestination } from './destination.js'
import type { Configuration } from './port.js'

const SECRETS: DestinationSecrets = { access_token: 'EAABsbCS1iHgBO0ZC', app_secret: null }
const TARGET = '1832195656904796'

/** Each adapter's test runs it. `now_ms` of the one that `open` opens is 1763900000000, and it has a secret key. */
export function destinationContract(name: string, open: () => Configuration): void {
  const shop = () => {
    const configuration = open()
    const { id: dataset_id } = configuration.createDataset({ name: 'Shop' })
    const add = (more: Partial<NewDestination> = {}, secrets = SECRETS) =>
      configuration.createDestination(
        { dataset_id, kind: 'meta', target_id: TARGET, from_position: 8, ...more },
        secrets,
      )
    const added = (more: Partial<NewDestination> = {}): Destination => {
      const destination = add(more)
      if (typeof destination === 'string') throw new Error(destination)
      return destination
    }
    return { configuration, dataset_id, add, added }
  }

  test(`${name}: a destination is created with an id and the defaults`, () => {
    const { configuration, dataset_id, added } = shop()
    const destination = added()
    expect(destination).toEqual({
      id: 1,
      dataset_id,
      kind: 'meta',
      name: `Meta ${TARGET}`,
      target_id: TARGET,
      url: null,
      api_version: 'v24.0',
      test_event_code: null,
      hold_seconds: 30,
      retry_hours: 48,
      events: [],
      browser_only_events: true,
      restricted_parameters: [],
      allowed_private_hosts: [],
      created_at_ms: 1_763_900_000_000,
      from_position: 8,
      paused_at_ms: null,
      has_app_secret: false,
      secrets_at_ms: 1_763_900_000_000,
      resumed_at_ms: 1_763_900_000_000,
    })
    expect(configuration.destination(1)).toEqual(destination)
    expect(configuration.destinationSecrets(1)).toEqual(SECRETS)
  })

  test(`${name}: destinations are listed by their ids, all or a dataset's, without what is secret`, () => {
    const { configuration, dataset_id, add, added } = shop()
    const other = configuration.createDataset({ name: 'Other' }).id
    const first = added()
    const second = add({ dataset_id: other, name: 'Other' }, { ...SECRETS, app_secret: 'f'.repeat(32) })
    expect(second).toMatchObject({ id: 2, has_app_secret: true })
    expect(configuration.destinations()).toEqual([first, second])
    expect(configuration.destinations(dataset_id)).toEqual([first])
    expect(configuration.destinations('1')).toEqual([])
    expect(JSON.stringify(configuration.destinations())).not.toMatch(/EAAB|ffff/)
    expect(configuration.destinationSecrets(2)).toEqual({ ...SECRETS, app_secret: 'f'.repeat(32) })
  })

  const refused: [title: string, more: Partial<NewDestination>, says: RegExp][] = [
    ['of no dataset', { dataset_id: '100000000000001' }, /^dataset_id: there is no dataset 100000000000001/],
    ['with an id that is none of Meta', { target_id: '12345' }, /^target_id: give the 15 to 16 digits/],
    ['without TLS', { url: 'http://capi.example' }, /^url: give https/],
    ['of a name that is taken', { name: 'taken' }, /^name: destination 1 of this dataset has it/],
  ]
  for (const [title, more, says] of refused)
    test(`${name}: no destination ${title}`, () => {
      const { configuration, add, added } = shop()
      added({ name: 'taken' })
      expect(add(more)).toMatch(says)
      expect(configuration.destinations()).toHaveLength(1)
    })

  for (const secrets of [
    { access_token: '', app_secret: null },
    { access_token: 'two\nlines', app_secret: null },
    { access_token: 'EAAB', app_secret: 'with space' },
  ])
    test(`${name}: no destination with secrets that no header takes: ${JSON.stringify(secrets)}`, () => {
      const { configuration, add } = shop()
      expect(add({}, secrets)).toMatch(/^(access_token|app_secret): give it as it was given/)
      expect(configuration.destinations()).toEqual([])
    })

  test(`${name}: a dataset has at most 50; another has its own, of the same names`, () => {
    const { configuration, add, added } = shop()
    for (let n = 1; n <= 50; n++) added({ name: `Meta ${n}` })
    expect(add({ name: 'one more' })).toMatch(/at most 50 destinations/)
    const other = configuration.createDataset({ name: 'Other' }).id
    expect(add({ dataset_id: other, name: 'Meta 1' })).toMatchObject({ id: 51 })
    configuration.deleteDestination(7)
    expect(add({ name: 'one more' })).toMatchObject({ id: 52 })
  })

  test(`${name}: a change changes what it names, and is looked at as a whole`, () => {
    const { configuration, added } = shop()
    const { id } = added({ url: 'http://capi:1', allowed_private_hosts: ['capi'] })
    added({ name: 'other' })
    const changed = configuration.changeDestination(id, { hold_seconds: 0, paused_at_ms: 5 })
    expect(changed).toMatchObject({ id, hold_seconds: 0, paused_at_ms: 5, url: 'http://capi:1' })
    expect(configuration.destination(id)).toEqual(changed)
    expect(configuration.changeDestination(id, { name: 'other' })).toMatch(/^name: destination 2/)
    expect(configuration.changeDestination(id, { name: 'mine' })).toMatchObject({ name: 'mine' })
    expect(configuration.changeDestination(id, { hold_seconds: 9_999 })).toMatch(/^hold_seconds: give/)
    expect(configuration.changeDestination(id, { allowed_private_hosts: [] })).toMatch(/^url: give https/)
    expect(configuration.changeDestination(99, { name: 'x' })).toBeUndefined()
  })

  test(`${name}: a change of token or app secret is told by its time; of nothing else`, () => {
    const { configuration, added } = shop()
    const { id } = added()
    const change = (given: DestinationChange) => configuration.changeDestination(id, given)
    configuration.changeDestination(id, { hold_seconds: 1 })
    const before = configuration.destination(id)?.secrets_at_ms ?? 0
    expect(change({ hold_seconds: 2 })).toMatchObject({ secrets_at_ms: before })
    expect(change({ access_token: 'EAAB2' })).toMatchObject({ secrets_at_ms: before + 1 })
    expect(configuration.destinationSecrets(id)).toEqual({ access_token: 'EAAB2', app_secret: null })
    expect(change({ app_secret: 's3cret' })).toMatchObject({
      has_app_secret: true,
      secrets_at_ms: before + 2,
    })
    expect(configuration.destinationSecrets(id)).toEqual({ access_token: 'EAAB2', app_secret: 's3cret' })
    expect(change({ app_secret: null })).toMatchObject({ has_app_secret: false, secrets_at_ms: before + 3 })
    expect(configuration.destinationSecrets(id)).toEqual({ access_token: 'EAAB2', app_secret: null })
    expect(change({ access_token: '' })).toMatch(/^access_token/)
    expect(configuration.destinationSecrets(id)?.access_token).toBe('EAAB2')
  })

  test(`${name}: a destination that is deleted is gone, and its id is not given again`, () => {
    const { configuration, added } = shop()
    const { id } = added()
    expect([configuration.deleteDestination(id), configuration.deleteDestination(id)]).toEqual([true, false])
    expect([configuration.destination(id), configuration.destinationSecrets(id)]).toEqual([
      undefined,
      undefined,
    ])
    expect(added().id).toBe(id + 1)
  })

  test(`${name}: an archived dataset keeps its destinations; a deleted one takes them along`, () => {
    const { configuration, dataset_id, added } = shop()
    const { id } = added()
    const other = added({ dataset_id: configuration.createDataset({ name: 'Other' }).id })
    configuration.changeDataset(dataset_id, { archived_at_ms: 5 })
    expect(configuration.destinationSecrets(id)).toEqual(SECRETS)
    configuration.deleteDataset(dataset_id)
    expect(configuration.destinations()).toEqual([other])
    expect(configuration.destinationSecrets(id)).toBeUndefined()
  })

  test(`${name}: its version moves with every change of a destination`, () => {
    const { configuration, added } = shop()
    const versions = [configuration.version()]
    const { id } = added()
    versions.push(configuration.version())
    configuration.changeDestination(id, { paused_at_ms: 5 })
    versions.push(configuration.version())
    configuration.deleteDestination(id)
    versions.push(configuration.version())
    expect(new Set(versions).size).toBe(4)
  })
}
