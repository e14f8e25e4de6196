import type { Dataset } from '../../client/queries.js'
import { Conversions } from './conversions.js'
import { EventRules } from './event-rules.js'

/** What is counted besides events, and what the pixel makes events of. */
export const RulesSection = ({ dataset }: { dataset: Dataset }) => (
  <>
    <Conversions dataset={dataset} />
    <EventRules dataset={dataset} />
  </>
)
