const NAME_CHARS_MAX = 200
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/
const HOST_CHARS_MAX = 253
const ACCOUNT = /^(act_)?\d{1,20}$/

/** What a person gives, read; or what to give instead, as a demand ("give …"). */
type Read = { value: string } | string

/** What people call a dataset: without space around it. */
export function readDatasetName(text: string): Read {
  const value = text.trim()
  return value === '' || value.length > NAME_CHARS_MAX ? `give 1 to ${NAME_CHARS_MAX} characters` : { value }
}

/** A dataset's own site: a host name; of an address its host. */
export function readSite(text: string): Read {
  const value = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:].*$/, '')
  return HOST.test(value) && value.length <= HOST_CHARS_MAX
    ? { value }
    : 'give a host name, e.g. shop.example'
}

/** The ad account that a dataset belongs to: its number, with `act_` before it or without. */
export function readAdAccount(text: string): Read {
  const value = text.trim()
  if (!ACCOUNT.test(value)) return "give act_ and the account's number, e.g. act_1"
  return { value: value.startsWith('act_') ? value : `act_${value}` }
}
