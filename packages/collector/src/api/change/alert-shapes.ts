import {
  ALERT_KINDS,
  type AlertChannel,
  type Configuration,
  SEVERITIES,
  shownTarget,
} from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { Count, orNull, Severity, TimeMs } from '../signals/shapes.js'
import { exact, nullable } from './shapes.js'

const Text = Type.String()
const given = {
  url: Type.String({ description: 'webhook: where to.' }),
  host: Type.String({ description: 'email: the mail server.' }),
  port: Type.Integer({ description: 'email: its port; 465 with TLS from the start, else STARTTLS.' }),
  user: nullable(Type.String({ description: 'email: who logs in there; null: nobody does.' })),
  from: Type.String({ description: 'email: the sender.' }),
  to: Type.Array(Type.String(), { description: 'email: the recipients.' }),
  secret: nullable(
    Type.String({
      description:
        "webhook: the key of the messages' signature; slack: the address of its incoming webhook; email: the password. It is never shown.",
    }),
  ),
  severities: Type.Array(Type.Enum([...SEVERITIES]), { description: 'Issues of these are told.' }),
  digest_seconds: Type.Integer({ description: 'How long the first that waits waits for others.' }),
  per_hour_max: Type.Integer({ description: 'Messages within an hour at most.' }),
  allowed_private_hosts: Type.Array(Type.String(), { description: 'Hosts that may have a private address.' }),
}
const some = Type.Partial(Type.Object(given)).properties

export const NewAlertBody = Type.Object({ kind: Type.Enum([...ALERT_KINDS]), ...some }, exact)
export const AlertChangeBody = Type.Object(some, { ...exact, minProperties: 1 })

export const AlertShown = Type.Object(
  {
    id: Type.Integer(),
    dataset_id: Text,
    target: Type.Union([
      Type.Object(
        {
          kind: Type.Literal('webhook'),
          url: Type.String({ description: 'Its beginning: the rest may be its secret.' }),
        },
        exact,
      ),
      Type.Object({ kind: Type.Literal('slack'), host: Text }, exact),
      Type.Object(
        {
          kind: Type.Literal('email'),
          host: Text,
          port: Type.Integer(),
          user: orNull(Text),
          from: Text,
          to: Type.Array(Text),
        },
        exact,
      ),
    ]),
    severities: Type.Array(Severity),
    digest_seconds: Type.Integer(),
    per_hour_max: Type.Integer(),
    allowed_private_hosts: Type.Array(Text),
    created_at_ms: TimeMs,
    has_secret: Type.Boolean(),
    status: orNull(
      Type.Object(
        {
          tried_ms: Type.Array(TimeMs),
          failures: Count,
          retry_at_ms: orNull(TimeMs),
          last_sent_ms: orNull(TimeMs),
          failure: orNull(Type.String({ description: 'Why the last try failed; null: it did not.' })),
          dropped: Count,
          last_dropped_ms: orNull(TimeMs),
          waiting: Count,
          oldest_ms: orNull(TimeMs),
        },
        exact,
      ),
    ),
  },
  { $id: 'AlertChannel', title: 'How issues are told, without what is secret', ...exact },
)
export const AlertTested = Type.Object(
  {
    id: Type.Integer(),
    sent: Type.Boolean(),
    failure: orNull(Type.String({ description: 'Why it was not taken, in words.' })),
    rejected: Type.Integer({ description: 'How many recipients the mail server did not take.' }),
  },
  { $id: 'AlertTested', title: 'What became of a test', ...exact },
)

export const showAlert = ({ alerts }: Configuration, channel: AlertChannel) => ({
  ...channel,
  target: shownTarget(channel.target),
  status: alerts.status(channel.id) ?? null,
})
