import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { type Dataset, datasetsQuery } from '../../client/queries.js'
import { useMay } from '../../client/use-may.js'
import { Failed } from '../../parts/failed.js'
import { Page } from '../../parts/page.js'
import { useDataset } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { AlertsSection } from './alerts-section.js'
import { DeliverySection } from './delivery-section.js'
import { GeneralSection } from './general-section.js'
import { OrdersSection } from './orders-section.js'
import { RulesSection } from './rules-section.js'
import { SectionAnswer } from './section-answer.js'
import { SectionNav } from './section-nav.js'
import { type SectionName, sectionOf } from './sections.js'
import shared from './settings.module.css'
import styles from './settings-page.module.css'
import { FormSkeleton } from './settings-skeleton.js'
import { KeyEventsSection, PixelSection, PrivacySection, TrafficSection } from './simple-sections.js'
import { TokensSection } from './tokens-section.js'

const { settings, shell } = words

/** Each takes the dataset, and draws what stands beside the list of sections. */
const PARTS: { readonly [S in SectionName]: ComponentType<{ dataset: Dataset }> } = {
  general: GeneralSection,
  'key-events': KeyEventsSection,
  rules: RulesSection,
  pixel: PixelSection,
  traffic: TrafficSection,
  privacy: PrivacySection,
  tokens: TokensSection,
  delivery: DeliverySection,
  orders: OrdersSection,
  alerts: AlertsSection,
}

/** All that can be set of a dataset; the section is in the address. */
export function SettingsPage() {
  const dataset = useDataset()
  const listed = useQuery(datasetsQuery)
  const may = useMay()
  const { section: named } = useParams({ strict: false })
  const section = sectionOf(named)
  const Part = PARTS[section]
  return (
    <Page
      title={`${shell.pages.settings}: ${settings.sections[section]}`}
      {...(dataset && { dataset: dataset.name })}
      {...(dataset && { answer: <SectionAnswer dataset={dataset} section={section} /> })}
    >
      <div className={styles.columns}>
        <SectionNav dataset_id={dataset?.id} at={section} />
        <div className={shared.part}>
          {dataset === undefined && listed.error !== null && (
            <Failed
              what={settings.what}
              error={listed.error}
              since_ms={listed.errorUpdatedAt}
              retry={listed.refetch}
            />
          )}
          {listed.isPending && <FormSkeleton />}
          {dataset !== undefined && !may.change && <p className={shared.read_only}>{settings.read_only}</p>}
          {dataset !== undefined && <Part key={`${dataset.id} ${section}`} dataset={dataset} />}
        </div>
      </div>
    </Page>
  )
}
