/** The parameters of an address whose values may be shown: they name a campaign, or the test itself. */
const SHOWN = /^(?:utm_[a-z_]{1,30}|cs_test)$/
const URL_CHARS_MAX = 500

/**
 * A page's address as Test Events shows it: names of parameters stay, of their values only those that name a campaign.
 * What comes before the host, and after the `#`, may name a person and is left out.
 * @param url  as it was received, any text; emails and phone numbers were taken out of it before
 */
export function shownUrl(url: string): string {
  const [, scheme = '', rest = url] = /^([a-z][a-z0-9+.-]*:\/\/)?([^#]*)/is.exec(url) ?? []
  const [address = '', query] = splitAt(rest, '?')
  const [authority = '', path] = splitAt(address, '/')
  const host = scheme === '' ? authority : authority.slice(authority.lastIndexOf('@') + 1)
  const shown = `${scheme}${host}${path === undefined ? '' : `/${path}`}`
  const asked = query === undefined ? '' : `?${query.split('&').map(shownParameter).join('&')}`
  return cut(shown + asked)
}

function shownParameter(parameter: string): string {
  const [name = '', value] = splitAt(parameter, '=')
  return value === undefined || value === '' || SHOWN.test(name) ? parameter : `${name}=…`
}

/** What stands before the first `mark`, and what behind it; undefined where there is none. */
function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

const cut = (text: string): string =>
  text.length > URL_CHARS_MAX ? `${text.slice(0, URL_CHARS_MAX)}…` : text
