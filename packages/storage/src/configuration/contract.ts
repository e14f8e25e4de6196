import { expect, test } from 'vitest'
import { isDatasetId } from './dataset-id.js'
import type { Configuration } from './port.js'
import { defaultSettings } from './settings.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Each adapter's test runs it. `now_ms` of the one that `open` opens is 1763900000000. */
export function configurationContract(name: string, open: () => Configuration): void {
  test(`${name}: a dataset is created with an id and the defaults`, () => {
    const configuration = open()
    const created = configuration.createDataset({ name: 'Brand - Main Website', domain: 'shop.example' })
    expect(created).toEqual({
      id: expect.stringMatching(/^\d{15,16}$/),
      name: 'Brand - Main Website',
      domain: 'shop.example',
      ad_account_id: null,
      created_at_ms: 1_763_900_000_000,
      archived_at_ms: null,
      settings: defaultSettings(),
      rebuilds_wanted: 0,
    })
    expect([configuration.dataset(created.id), configuration.datasets()]).toEqual([created, [created]])
  })

  test(`${name}: ids are a dataset's own, of 15 to 16 digits and below 2^53`, () => {
    const configuration = open()
    const ids = Array.from({ length: 100 }, () => configuration.createDataset({ name: 'Shop' }).id)
    expect(new Set(ids).size).toBe(100)
    expect(ids.every(isDatasetId)).toBe(true)
    expect(ids.every((id) => String(Number(id)) === id)).toBe(true)
  })

  test(`${name}: a dataset can have the id that it has elsewhere, while that is free`, () => {
    const configuration = open()
    const id = '1832195656904796'
    expect(configuration.idIsFree(id)).toBe(true)
    expect(configuration.createDataset({ id, name: 'Shop' }).id).toBe(id)
    expect(configuration.idIsFree(id)).toBe(false)
    configuration.deleteDataset(id)
    configuration.erased(id)
    expect(configuration.idIsFree(id)).toBe(false)
  })

  test(`${name}: a change changes what it names; of no dataset, nothing`, () => {
    const configuration = open()
    const { id } = configuration.createDataset({ name: 'Shop', ad_account_id: 'act_1' })
    const changed = configuration.changeDataset(id, { name: 'Renamed', archived_at_ms: 5 })
    expect(configuration.dataset(id)).toEqual(changed)
    expect(changed).toMatchObject({ id, name: 'Renamed', archived_at_ms: 5, ad_account_id: 'act_1' })
    expect(configuration.changeDataset('100000000000001', { name: 'x' })).toBeUndefined()
  })

  test(`${name}: a token is told once, and is known by what it is`, () => {
    const configuration = open()
    const { id } = configuration.createDataset({ name: 'Shop' })
    const { access_token, ...token } = configuration.createToken(id, 'checkout')
    expect(token).toMatchObject({ dataset_id: id, label: 'checkout', revoked_at_ms: null })
    expect(configuration.tokenOf(access_token)).toEqual(token)
    expect(configuration.tokens()).toEqual([token])
    expect(JSON.stringify([configuration.tokens(), configuration.tokenOf(access_token)])).not.toContain(
      'digest',
    )
    const admin = configuration.createToken(null, 'admin')
    expect(configuration.tokens(id)).toEqual([token])
    expect(configuration.tokenOf(admin.access_token)?.dataset_id).toBeNull()
  })

  const bad: [title: string, text: (token: string) => string][] = [
    ['nothing', () => ''],
    ['a last character that differs', (token) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
    ['another id before the secret', (token) => token.replace(/^cs_.{12}/, 'cs_000000000000')],
    ['more behind it', (token) => `${token}x`],
    ['the name of a property', () => '__proto__'],
  ]
  for (const [title, text] of bad)
    test(`${name}: no token: ${title}`, () => {
      const configuration = open()
      const { access_token } = configuration.createToken(null, '')
      expect(configuration.tokenOf(text(access_token))).toBeUndefined()
    })

  test(`${name}: a revoked token is dead at once, and is revoked once`, () => {
    const configuration = open()
    const [token, other] = [configuration.createToken(null, 'a'), configuration.createToken(null, 'b')]
    expect([configuration.revokeToken(token.id), configuration.revokeToken(token.id)]).toEqual([true, false])
    expect(configuration.tokenOf(token.access_token)).toBeUndefined()
    expect(configuration.tokenOf(other.access_token)?.id).toBe(other.id)
    expect(configuration.tokens().map((t) => t.revoked_at_ms)).toContain(1_763_900_000_000)
    expect(configuration.revokeToken('000000000000')).toBe(false)
  })

  test(`${name}: a deleted dataset takes its tokens along, and is to be erased until it is`, () => {
    const configuration = open()
    const { id } = configuration.createDataset({ name: 'Shop' })
    const { access_token } = configuration.createToken(id, '')
    const admin = configuration.createToken(null, '')
    expect([configuration.deleteDataset(id), configuration.deleteDataset(id)]).toEqual([true, false])
    expect([configuration.datasets(), configuration.tokenOf(access_token)]).toEqual([[], undefined])
    expect(configuration.tokens().map((token) => token.id)).toEqual([admin.id])
    expect(configuration.erasures()).toEqual([id])
    configuration.erased(id)
    expect(configuration.erasures()).toEqual([])
    const other = configuration.createDataset({ name: 'Another' })
    for (const again of [id, other.id, '3']) configuration.eraseAgain(again)
    expect(configuration.erasures()).toEqual([id])
  })

  test(`${name}: its version moves with every change, and with nothing else`, async () => {
    const configuration = open()
    const { id } = configuration.createDataset({ name: 'Shop' })
    let version = configuration.version()
    const moves = (work: () => unknown): boolean => {
      work()
      const moved = configuration.version() !== version
      version = configuration.version()
      return moved
    }
    const token = configuration.createToken(id, '')
    version = configuration.version()
    expect(moves(() => configuration.dataset(id))).toBe(false)
    await turn()
    expect(moves(() => configuration.tokenOf(token.access_token))).toBe(false)
    expect(moves(() => configuration.changeDataset(id, { rebuilds_wanted: 1 }))).toBe(true)
    expect(moves(() => configuration.revokeToken(token.id))).toBe(true)
    expect(moves(() => configuration.deleteDataset(id))).toBe(true)
  })
}
