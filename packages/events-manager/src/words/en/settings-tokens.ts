import { formatCountOf } from '../../format/count.js'

/** Access tokens of a dataset. */
export const tokens = {
  answer: (live: number) =>
    live === 0
      ? 'No access token works: no server can send events by the Conversions API.'
      : `${formatCountOf(live, 'access token works', 'access tokens work')}.`,
  newest: 'The newest was made',
  table: 'Access tokens',
  columns: { label: 'For', id: 'Id', created: 'Made', state: 'State', act: 'Revoke' },
  no_label: 'no label',
  works: 'Works',
  revoked: 'Revoked',
  new: 'New token',
  new_title: 'New access token',
  label: 'What is it for?',
  label_hint: 'Such as Shop server. It tells you later which one to revoke.',
  create: 'Create token',
  shown_title: 'Access token, shown this once',
  shown_text:
    'A server sends it along with events by the Conversions API. Keep it where your secrets are: it cannot be shown again.',
  shown_label: 'Access token',
  revoke: 'Revoke',
  revoke_title: (label: string) => `Revoke ${label}`,
  revoke_text: 'Whoever sends events with it is refused at once. It cannot be made to work again.',
  was_revoked: (label: string) => `${label} is revoked.`,
  empty_title: 'Access tokens stand here',
  empty_text: 'A server needs one to send events by the Conversions API.',
  what: 'The access tokens',
  this_one: 'this token',
  refused: 'Only administrators and developers make tokens.',
}
