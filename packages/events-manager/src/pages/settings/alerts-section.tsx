import { useQuery } from '@tanstack/react-query'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { AlertForm } from './alert-form.js'
import { AlertItem } from './alert-item.js'
import { alertsQuery } from './queries.js'
import { RecordSection } from './record-section.js'
import { targetText } from './target-text.js'

/** How issues are told, and how that goes. */
export const AlertsSection = ({ dataset }: { dataset: Dataset }) => (
  <RecordSection
    listed={useQuery(alertsQuery(dataset.id))}
    said={words.settingsLists.alerts}
    kind="alert"
    titleOf={({ target }) => targetText(target)}
    item={(channel) => <AlertItem key={channel.id} channel={channel} dataset={dataset} />}
    form={(known, onDone) => (
      <AlertForm key={known?.id ?? 'new'} dataset={dataset} known={known} onDone={onDone} />
    )}
  />
)
