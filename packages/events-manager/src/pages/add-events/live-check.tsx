import { Button } from '@mantine/core'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, dataOf } from '../../client/client.js'
import { formatCount } from '../../format/count.js'
import { Failed } from '../../parts/failed.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Section } from '../../parts/page.js'
import { useDataset, zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { useTestStream } from '../test-events/use-test-stream.js'
import styles from './add-events.module.css'
import { newestBy, newestByTemplate } from './arrived.js'
import type { EventPath } from './paths.js'

const { check } = words.addEvents
const LOOK_MS = 1_500
const NEWEST = 100

interface Seen {
  event_name: string
  at_ms: number
}
interface CheckProps {
  dataset_id: string
}

/** Turns green when the right event comes in by the right channel. */
export function LiveCheck({ path, dataset_id }: CheckProps & { path: EventPath['path'] }) {
  if (path === 'gtm') return <TemplateCheck dataset_id={dataset_id} />
  if (path === 'gateway') return <DeliveryCheck dataset_id={dataset_id} />
  return <ChannelCheck path={path} dataset_id={dataset_id} />
}

/** The newest counted events of a day say by which channels they came. */
function ChannelCheck({ path, dataset_id }: CheckProps & { path: 'pixel' | 'npm' | 'conversions-api' }) {
  const channel = path === 'conversions-api' ? 'server' : 'browser'
  const { data, error, errorUpdatedAt, refetch } = useQuery({
    queryKey: ['arrived', dataset_id, channel],
    queryFn: async () => {
      const params = { path: { dataset_id }, query: { since: '24h', limit: NEWEST } }
      const { data } = await dataOf(api.GET('/api/datasets/{dataset_id}/events', { params }))
      return newestBy(data, channel)
    },
    refetchInterval: ({ state }) => (state.data ? false : LOOK_MS),
  })
  const failed = error && (
    <Failed inline what={check.failed} error={error} since_ms={errorUpdatedAt} retry={refetch} />
  )
  return <Check path={path} dataset_id={dataset_id} seen={data ?? null} failed={failed} />
}

/** Only what is marked for a test says which integration made it. */
function TemplateCheck({ dataset_id }: CheckProps) {
  const { followed } = useTestStream(dataset_id)
  return <Check path="gtm" dataset_id={dataset_id} seen={newestByTemplate(followed.rows)} />
}

function DeliveryCheck({ dataset_id }: CheckProps) {
  const { data, error, errorUpdatedAt, refetch } = useQuery({
    queryKey: ['delivered', dataset_id],
    queryFn: async () => {
      const params = { path: { dataset_id } }
      const { data } = await dataOf(api.GET('/api/datasets/{dataset_id}/delivery', { params }))
      return { destinations: data.length, sent: data.reduce((sum, { counts }) => sum + counts.sent, 0) }
    },
    refetchInterval: ({ state }) => (state.data && state.data.sent > 0 ? false : LOOK_MS),
  })
  const failed = error && (
    <Failed inline what={check.failed} error={error} since_ms={errorUpdatedAt} retry={refetch} />
  )
  const sent = data?.sent ?? 0
  const note = data?.destinations === 0 ? words.addEvents.gateway.none : null
  return <Check path="gateway" dataset_id={dataset_id} seen={null} sent={sent} failed={failed} note={note} />
}

interface CheckShown extends CheckProps {
  path: EventPath['path']
  seen: Seen | null
  sent?: number
  failed?: ReactNode
  note?: string | null
}

function Check({ path, dataset_id, seen, sent = 0, failed, note }: CheckShown) {
  const zone = zoneOf(useDataset())
  const there = seen !== null || sent > 0
  return (
    <Section title={check.title}>
      {failed}
      <div className={styles.check} data-there={there || undefined} role="status">
        {there ? <IconCircleCheck size={28} aria-hidden /> : <span className={styles.ring} aria-hidden />}
        <div className={styles.check_words}>
          <p className={styles.check_title}>
            {there ? check.there(check.what[path]) : check.watching(check.what[path])}
          </p>
          <p className={styles.text}>
            {!there && `${note ?? ''} ${check.text}`.trim()}
            {seen !== null && (
              <>
                {check.last} <ForeignText text={seen.event_name} chars={60} />,{' '}
                <Time at_ms={seen.at_ms} zone={zone} />
              </>
            )}
            {sent > 0 && check.delivered(formatCount(sent))}
          </p>
        </div>
        {path !== 'gateway' && (
          <Button
            variant={there ? 'default' : 'filled'}
            renderRoot={(props) => (
              <Link
                to="/d/$dataset_id/test-events"
                params={{ dataset_id }}
                search={(path === 'conversions-api' ? { by: 'server' } : {}) as never}
                {...props}
              />
            )}
          >
            {check.test}
          </Button>
        )}
      </div>
    </Section>
  )
}
