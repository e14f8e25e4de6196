import type { OwnSite } from './own-site.js'

/** Beside the parameter and the cookie: what a page was opened with, as Meta's own library hands it on. */
export interface TestSigns {
  /** the beacon's `cs_test`, which our library sends */
  sent: string | undefined
  /** the Cookie header */
  cookies: string | undefined
  /** the page's address, whose `cs_test` the browser remembers for the pages after it */
  page: string | undefined
}

/** Whose test an event belongs to, and the cookie by which its browser is known from now on. */
export interface TestMark {
  code?: string
  set_cookie?: string
}

/**
 * Finds the test that a browser was marked for. The cookie and the page's address count only on the dataset's
 * own site: there the library may be Meta's, which sends no mark of its own.
 * @param site  the dataset's own, where the request came to it
 * @source settled, "Test Events"
 */
export function testMarkOf(signs: TestSigns, site: OwnSite | null, secure: () => boolean): TestMark {
  const mark: TestMark = {}
  const sent = valid(signs.sent)
  if (site === null) return sent === undefined ? mark : { code: sent }
  const opened = valid(signs.page?.includes('cs_test=') ? IN_PAGE.exec(signs.page)?.[1] : undefined)
  const held = valid(signs.cookies?.includes('_cs_test=') ? IN_COOKIES.exec(signs.cookies)?.[1] : undefined)
  const code = sent ?? opened ?? held
  if (code !== undefined) mark.code = code
  // A session's: who closes the browser has ended the test.
  if (opened !== undefined && opened !== held)
    mark.set_cookie =
      `_cs_test=${opened}; Path=/; Domain=${site.registrable_domain}; SameSite=Lax` +
      (secure() ? '; Secure' : '')
  return mark
}

const IN_PAGE = /[?&]cs_test=([^&#]*)/
const IN_COOKIES = /(?:^|;)\s*_cs_test="?([^;"]*)/
const TEST_CODE = /^TEST\d{1,20}$/

const valid = (code: string | undefined): string | undefined =>
  code !== undefined && TEST_CODE.test(code) ? code : undefined
