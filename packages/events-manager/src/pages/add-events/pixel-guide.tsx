import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../../client/client.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Failed } from '../../parts/failed.js'
import { Section } from '../../parts/page.js'
import { TextSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import styles from './add-events.module.css'
import type { GuideProps } from './paths.js'

const { pixel } = words.addEvents

const EVENT = `fbq('track', 'Purchase', { value: 49.9, currency: 'EUR' }, { eventID: 'A-1001' })`

/** The snippet and where it goes. */
export function PixelGuide({ dataset_id, origin }: GuideProps) {
  const { data, error, errorUpdatedAt, refetch } = useQuery({
    queryKey: ['snippet', dataset_id, origin],
    queryFn: () => {
      const params = { path: { dataset_id }, query: { host: origin } }
      return dataOf(api.GET('/api/datasets/{dataset_id}/snippet', { params }))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <>
      <Section title={pixel.paste}>
        <p className={styles.text}>{pixel.where}</p>
        {origin.startsWith('http:') && <p className={styles.warning}>{pixel.http}</p>}
        {error ? (
          <Failed what={pixel.what} error={error} since_ms={errorUpdatedAt} retry={refetch} />
        ) : data === undefined ? (
          <TextSkeleton lines={8} />
        ) : (
          <CodeBlock text={data.snippet} label={pixel.paste} />
        )}
      </Section>
      <Section title={pixel.event}>
        <p className={styles.text}>{pixel.event_text}</p>
        <CodeBlock text={EVENT} label={pixel.event} />
      </Section>
    </>
  )
}
