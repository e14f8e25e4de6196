import { Link } from '@tanstack/react-router'
import { formatCount } from '../../format/count.js'
import { DataTable } from '../../parts/data-table.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './issue.module.css'
import type { Issue } from './issues.js'

const { issue: said } = words.diagnostics

/** The pages that it was found on. */
export function IssueUrls({ issue }: { issue: Issue }) {
  return (
    <Section title={said.urls} flush>
      <DataTable
        label={said.urls_label}
        rows={issue.urls}
        id={({ url }) => url}
        empty={<p className={styles.nothing}>{said.no_urls}</p>}
        columns={[
          { key: 'url', title: said.url, cell: ({ url }) => <ForeignText text={url} mono /> },
          { key: 'count', title: said.url_count, number: true, cell: ({ count }) => formatCount(count) },
        ]}
      />
    </Section>
  )
}

interface SamplesProps {
  issue: Issue
  dataset_id: string
  zone: string
}

/** Events that show it, the latest first, each leading to what it was counted as. */
export function IssueSamples({ issue, dataset_id, zone }: SamplesProps) {
  return (
    <Section title={said.samples} flush>
      <DataTable
        label={said.samples_label}
        rows={issue.samples.toReversed()}
        id={({ sighting_id }) => sighting_id}
        empty={<p className={styles.nothing}>{said.no_samples}</p>}
        columns={[
          {
            key: 'sample',
            title: said.sample,
            cell: ({ sighting_id }) => (
              <Link
                to="/d/$dataset_id/counted/$sighting_id"
                params={{ dataset_id, sighting_id }}
                className={styles.link}
              >
                <ForeignText text={sighting_id} mono />
              </Link>
            ),
          },
          {
            key: 'received',
            title: said.received,
            number: true,
            cell: ({ received_at_ms }) => <Time at_ms={received_at_ms} zone={zone} />,
          },
        ]}
      />
    </Section>
  )
}
