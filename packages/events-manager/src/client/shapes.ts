import type { components, operations } from '../../generated/api.js'

type Shapes = components['schemas']
/** What an operation answers, where its shape has no name of its own. */
type AnswerOf<Operation extends Answering> =
  operations[Operation]['responses'][200]['content']['application/json']
type Answering = 'previewCustomConversion' | 'previewEventRule' | 'ordersWebhook' | 'seenLately'

/** GET and POST /api/session */
export type Session = Shapes['Session']
export type Person = Session['person']
export type Role = Person['role']

/** POST /api/links/look */
export type LinkLooked = Shapes['OneTimeLink']

/** POST /api/session/totp */
export type TotpSecret = Shapes['TotpSecret']

/** A row of GET /api/people */
export type PersonListed = Shapes['Person']

/** POST /api/people: the link is shown this once */
export type Invited = Shapes['InvitedPerson']

/** A row of GET /api/audit, and a page of them */
export type AuditEntry = Shapes['AuditEntry']
export type AuditPage = Shapes['AuditLog']

/** A row of GET /api/summary */
export type DatasetSummary = Shapes['Summary']['data'][number]

/** POST /api/datasets: the token is shown this once */
export type DatasetCreated = operations['createDataset']['responses'][201]['content']['application/json']

/** POST /api/datasets/{dataset_id}/custom-conversions/preview and …/event-rules/preview */
export type RulePreview = AnswerOf<'previewCustomConversion'>
export type EventRulePreview = AnswerOf<'previewEventRule'>

/** GET /api/datasets/{dataset_id}/orders/webhook */
export type OrdersWebhook = AnswerOf<'ordersWebhook'>

/** GET /api/datasets/{dataset_id}/seen-lately */
export type SeenLately = AnswerOf<'seenLately'>

export type Channel = Sighting['channel']
export type ByChannel = Sums['received']

/** GET …/series; what the books hold of a time, and of a step of it */
export type Series = Shapes['Series']
export type Sums = Series['totals']
export type SeriesStep = Series['data'][number]

/** GET …/event-names, and a row of it */
export type EventNames = Shapes['EventNames']
export type EventRow = EventNames['data'][number]

/** GET …/event-names/{event_name}, a row of its lists, and one of its newest counted events */
export type OneEventName = Shapes['OneEventName']
export type Named = OneEventName['parameters'][number]
export type Sample = OneEventName['samples'][number]

/** GET …/counted/{sighting_id}, and what it is made of */
export type CountedEvent = Shapes['CountedEvent']
export type Sighting = CountedEvent['sightings'][number]
export type Why = Sighting['why']
export type Delivery = CountedEvent['deliveries'][number]

/** A row of GET …/search */
export type Found = Shapes['SearchResults']['data'][number]
