import {
  type Configuration,
  DESTINATION_KINDS,
  DESTINATION_OPTIONS,
  type Destination,
  SecretUnusable,
} from '@countersign/storage/configuration'
import { Type } from 'typebox'
import { oneOf, orNull, TimeMs } from '../signals/shapes.js'
import { exact, nullable } from './shapes.js'

const says = (name: keyof typeof DESTINATION_OPTIONS) => ({ description: DESTINATION_OPTIONS[name].says })
const options = {
  name: Type.String(says('name')),
  url: nullable(Type.String(says('url'))),
  api_version: Type.String(says('api_version')),
  test_event_code: nullable(Type.String(says('test_event_code'))),
  hold_seconds: Type.Integer(says('hold_seconds')),
  retry_hours: Type.Integer(says('retry_hours')),
  events: Type.Array(Type.String(), says('events')),
  browser_only_events: Type.Boolean(says('browser_only_events')),
  restricted_parameters: Type.Array(Type.String(), says('restricted_parameters')),
  allowed_private_hosts: Type.Array(Type.String(), says('allowed_private_hosts')),
}
const taken = {
  ...Type.Partial(Type.Object(options)).properties,
  app_secret: Type.Optional(
    nullable(Type.String({ description: "For Meta's appsecret_proof; null: without. It is never shown." })),
  ),
  paused: Type.Optional(Type.Boolean({ description: 'true: nothing is sent; what comes in waits.' })),
}

export const NewDestinationBody = Type.Object(
  {
    kind: Type.Enum([...DESTINATION_KINDS], {
      description: "meta: Meta's Conversions API; conversions_api: another server that speaks it.",
    }),
    target_id: Type.String({ description: "The dataset's id over there." }),
    access_token: Type.String({ description: 'It is never shown.' }),
    ...taken,
  },
  exact,
)
export const DestinationChangeBody = Type.Object(
  {
    access_token: Type.Optional(Type.String({ description: 'It is never shown.' })),
    ...taken,
  },
  { ...exact, minProperties: 1 },
)

export const DestinationShown = Type.Object(
  {
    id: Type.Integer(),
    dataset_id: Type.String(),
    kind: oneOf(DESTINATION_KINDS),
    target_id: Type.String(),
    ...options,
    url: orNull(Type.String(says('url'))),
    test_event_code: orNull(Type.String(says('test_event_code'))),
    created_at_ms: TimeMs,
    from_position: Type.Integer({ description: 'The journal row from which on events are delivered.' }),
    paused_at_ms: orNull(TimeMs),
    has_app_secret: Type.Boolean(),
    secrets_at_ms: TimeMs,
    resumed_at_ms: TimeMs,
    secrets_readable: Type.Boolean({
      description: 'false: the secret key is another or gone; put it back, or give the access token again.',
    }),
    private_host: orNull(
      Type.String({
        description: 'A private address, to which nothing is sent until allowed_private_hosts names it.',
      }),
    ),
  },
  { $id: 'Destination', title: 'A destination of counted events, without what is secret', ...exact },
)

export const TokenChecked = Type.Object(
  {
    state: oneOf(
      ['valid', 'invalid', 'unknown'],
      'unknown: the destination did not say, which does not mean that the token is bad.',
    ),
    why: Type.String({ description: 'In its words or ours; empty where the token is valid.' }),
  },
  { $id: 'TokenChecked', title: 'What a destination says of its access token', ...exact },
)

/** Of what is secret it says whether it can be read, and nothing more. */
export const showDestination = (configuration: Configuration, destination: Destination) => ({
  ...destination,
  secrets_readable: areReadable(configuration, destination.id),
  private_host: configuration.privateHost(destination),
})

function areReadable(configuration: Configuration, id: number): boolean {
  try {
    configuration.destinationSecrets(id)
    return true
  } catch (error) {
    if (error instanceof SecretUnusable) return false
    throw error
  }
}
