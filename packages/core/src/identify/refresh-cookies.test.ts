import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { subdomainIndex } from './click-cookie.js'
import { refreshCookies } from './refresh-cookies.js'

// Server libraries read more than we do: a request's path and host, and further parameters that they are told to add
// to the click id. Here each request is brought to what a visit is; vectors with such parameters are left out.
const file = new URL('../../../../fixtures/identify/fbc-fbp.jsonl', import.meta.url)
for (const line of readFileSync(file, 'utf8').split('\n')) {
  const vector = line === '' ? {} : JSON.parse(line)
  if (vector.op !== 'server_build' || vector.extra_param_configs !== undefined) continue
  const { input, expected, assume, etld_plus_one } = vector
  const request = {
    ...input,
    ...(input.context?.raw ?? input.context?.req ?? input.context),
    ...input.context,
  }
  const headers = request.headers ?? input.context?.req?.headers ?? input.context?.raw?.headers ?? {}
  const host: string = request.host ?? headers.host ?? ''
  const query = new URLSearchParams(request.queries ?? request.query_params ?? request.query ?? '').toString()
  const cookies: { [name: string]: string } =
    typeof request.cookies === 'object' ? (request.cookies ?? {}) : {}
  test(`refreshCookies: ${vector.id}`, () => {
    const got = refreshCookies({
      cookies: { ...(cookies._fbp && { fbp: cookies._fbp }), ...(cookies._fbc && { fbc: cookies._fbc }) },
      urls: [
        query === '' ? request.url : `https://shop.example/?${query}`,
        request.referer ?? headers.referer,
      ],
      now_ms: assume.now_ms,
      random: assume.fbp_random,
      subdomain_index: subdomainIndex(registrableDomain(host, etld_plus_one)),
    })
    expect(got).toMatchObject({ fbp: expected.fbp, fbc: expected.fbc })
    // The libraries write a cookie when it is new or gains its appendix; of ours the new ones compare.
    const held = Object.values(cookies)
    const wanted = expected.cookies_to_set.map(
      (cookie: { value_without_appendix: string }) => cookie.value_without_appendix,
    )
    const fresh = got.set.filter((cookie) => cookie.is_new).map((cookie) => cookie.value)
    expect(fresh.sort()).toEqual(wanted.filter((value: string) => !held.includes(value)).sort())
  })
}

/** As the vectors' libraries were told: from a list, or by dropping the first of more than two labels. */
function registrableDomain(host: string, rule: string | { domain_list: string[] }): string | null {
  const name = host.replace(/^https?:\/\//, '').replace(/:[0-9]+$/, '')
  if (name === '' || name.startsWith('[')) return null
  if (typeof rule === 'object') return rule.domain_list.find((domain) => name.endsWith(domain)) ?? name
  const labels = name.split('.')
  return labels.length > 2 ? labels.slice(1).join('.') : name
}

const VISIT = { cookies: {}, urls: [], now_ms: 1_700_000_000_000, random: 7, subdomain_index: 1 }
test('refreshCookies: an unchanged cookie is written as it came', () =>
  expect(refreshCookies({ ...VISIT, cookies: { fbp: 'fb.1.17.42.AQYAAQMA' } })).toEqual({
    fbp: 'fb.1.17.42',
    fbp_is_made: false,
    fbc: null,
    set: [{ name: '_fbp', value: 'fb.1.17.42.AQYAAQMA', is_new: false }],
  }))
test.each([
  [{ cookies: {} }, true],
  [{ cookies: { fbp: 'no cookie of ours' } }, true],
  [{ cookies: {}, event: { fbp: 'fb.1.18.43' } }, false],
])('refreshCookies: an fbp that nobody had is said to be made: %j', (visit, made) =>
  expect(refreshCookies({ ...VISIT, ...visit }).fbp_is_made).toBe(made),
)
test('refreshCookies: what the event says goes before the cookie', () =>
  expect(
    refreshCookies({ ...VISIT, cookies: { fbp: 'fb.1.17.42' }, event: { fbp: 'fb.1.18.43' } }),
  ).toMatchObject({
    fbp: 'fb.1.18.43',
    set: [{ name: '_fbp', value: 'fb.1.18.43', is_new: true }],
  }))
test('refreshCookies: a click id goes before the cookie', () =>
  expect(
    refreshCookies({ ...VISIT, cookies: { fbc: 'fb.1.17.old' }, urls: ['https://s.example/?fbclid=new'] })
      .fbc,
  ).toBe('fb.1.1700000000000.new'))
