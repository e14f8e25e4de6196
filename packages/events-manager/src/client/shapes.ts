import type { components, operations } from '../../generated/api.js'

type Shapes = components['schemas']

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
export type RulePreview = Shapes['RulePreview']
export type EventRulePreview = Shapes['EventRulePreview']

/** GET /api/datasets/{dataset_id}/orders/webhook */
export type OrdersWebhook = Shapes['OrdersWebhook']

/** GET /api/datasets/{dataset_id}/seen-lately */
export type SeenLately = Shapes['SeenLately']
