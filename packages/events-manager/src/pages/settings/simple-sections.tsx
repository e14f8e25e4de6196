import { Link } from '@tanstack/react-router'
import type { Dataset } from '../../client/queries.js'
import { words } from '../../words/words.js'
import { GROUPS } from './sections.js'
import { SettingsForm } from './settings-form.js'

const { settings, shell } = words

/** Whose funnel is shown. */
export const KeyEventsSection = ({ dataset }: { dataset: Dataset }) => (
  <SettingsForm dataset={dataset} groups={GROUPS['key-events']} />
)

/** What the pixel does by itself, and the cookies it keeps. */
export const PixelSection = ({ dataset }: { dataset: Dataset }) => (
  <SettingsForm dataset={dataset} groups={GROUPS.pixel} />
)

/** What is blocked. */
export const TrafficSection = ({ dataset }: { dataset: Dataset }) => (
  <SettingsForm dataset={dataset} groups={GROUPS.traffic} />
)

/** What people restrict, what is looked for, how long it is kept. */
export const PrivacySection = ({ dataset }: { dataset: Dataset }) => (
  <SettingsForm
    dataset={dataset}
    groups={GROUPS.privacy}
    notes={{
      aggregates: (
        <span data-setting="aem_events">
          {settings.priorities_note}{' '}
          <Link to="/d/$dataset_id/priorities" params={{ dataset_id: dataset.id }}>
            {shell.pages.priorities}
          </Link>
          .
        </span>
      ),
    }}
  />
)
