import { DIAGNOSIS_CODES, ISSUE_CHANGES, ISSUE_CHANGES_MAX, ISSUE_STATES } from '@countersign/core'
import { Type } from 'typebox'
import { asOf, Channel, Count, oneOf, orNull, Severity, Share, TimeMs } from './shapes.js'

const Text = Type.String()

const About = {
  event_name: orNull(Type.String({ description: 'null: it is about no one event.' })),
  channel: orNull(Channel),
  detail: orNull(Type.String({ description: 'A match key, a parameter, a host, a code; never a value.' })),
}
const Said = {
  severity: Severity,
  title: Text,
  seen: Type.String({ description: 'What was seen, as a sentence with its numbers.' }),
  why: Type.String({ description: 'Why it matters.' }),
  fixes: Type.Object(
    {
      pixel: Type.Optional(Text),
      conversions_api: Type.Optional(Text),
      gtm: Type.Optional(Text),
      shopify: Type.Optional(Text),
      woocommerce: Type.Optional(Text),
      stripe: Type.Optional(Text),
    },
    { additionalProperties: false, description: 'What to do, by how the events are sent.' },
  ),
  cause: orNull(Type.String({ description: 'Where it is known why.' })),
  affected: Count,
  total: Count,
  share: Share,
}

/** What its affected, total and share are to be read against. */
const Threshold = Type.Object(
  {
    of: Type.String({ description: 'Of what the share is taken: a measure, or in words.' }),
    share_min: Type.Number({ minimum: 0, maximum: 1, description: '0: any share.' }),
    sample_min: Count,
    affected_min: Count,
    over: Type.String({ description: 'How long back is looked, e.g. 7 days.' }),
  },
  { additionalProperties: false, description: 'From when on its rule raises it: docs/diagnostics.md.' },
)

const History = Type.Array(
  Type.Object(
    {
      what: oneOf(
        ISSUE_CHANGES,
        'opened: found for the first time; quiet: it resolved itself; returned: seen again after that; the others: a person said so.',
      ),
      at_ms: TimeMs,
      by: orNull(Text),
      affected: Count,
      total: Count,
    },
    { additionalProperties: false },
  ),
  { maxItems: ISSUE_CHANGES_MAX, description: 'What happened to it, the oldest first; the latest are kept.' },
)

/** The issue that a diagnosis is. */
const Standing = Type.Object(
  {
    id: orNull(Type.Integer({ description: 'null: the next evaluation, within a minute, gives it one.' })),
    state: oneOf(ISSUE_STATES),
    first_ms: TimeMs,
    marked_at_ms: orNull(TimeMs),
    marked_by: orNull(Text),
    returned: Type.Integer({ minimum: 0, description: 'How often it came back after it was resolved.' }),
    history: History,
  },
  { additionalProperties: false },
)

export const DiagnosisShown = Type.Object(
  {
    code: oneOf(Object.keys(DIAGNOSIS_CODES), 'docs/diagnostics.md has them all.'),
    ...About,
    ...Said,
    first_ms: TimeMs,
    last_ms: TimeMs,
    samples: Type.Array(
      Type.Object(
        { sighting_id: Text, seq: Type.Integer(), received_at_ms: TimeMs },
        { additionalProperties: false },
      ),
      { maxItems: 20, description: 'Sightings that show it, the latest last.' },
    ),
    urls: Type.Array(Type.Object({ url: Text, count: Count }, { additionalProperties: false }), {
      description: 'Pages that it was found on, without their query.',
    }),
    threshold: Threshold,
    issue: Standing,
  },
  { $id: 'Diagnosis', title: 'What is wrong', additionalProperties: false },
)

const Previous = Type.Object(
  {
    code: Text,
    ...About,
    summary: Type.Object(Said, { additionalProperties: false }),
    first_ms: TimeMs,
    last_ms: TimeMs,
    issue: Standing,
  },
  { additionalProperties: false, description: 'What was last seen of an issue that is not diagnosed now.' },
)

export const Diagnostics = Type.Object(
  {
    ...asOf,
    active: Type.Object(
      { error: Count, warning: Count, info: Count },
      { additionalProperties: false, description: 'How many of `diagnoses` are active.' },
    ),
    diagnoses: Type.Array(Type.Ref('Diagnosis'), {
      description: 'What is found now, the most severe first; ignored ones among them.',
    }),
    previous: Type.Array(Previous, { description: 'What was found before, the latest seen first.' }),
  },
  { $id: 'Diagnostics', title: 'Diagnostics', additionalProperties: false },
)

/** An issue as it is remembered: `issue list --json`. */
export const IssueShown = Type.Object(
  {
    id: Type.Integer(),
    dataset_id: Text,
    code: Text,
    ...About,
    state: oneOf(ISSUE_STATES),
    summary: Type.Object(Said, { additionalProperties: false }),
    first_ms: TimeMs,
    last_ms: TimeMs,
    marked_at_ms: orNull(TimeMs),
    marked_by: orNull(Text),
    returned: Count,
    history: History,
    alerted_at_ms: orNull(TimeMs),
  },
  { $id: 'Issue', title: 'An issue', additionalProperties: false },
)
