import { Button, Group } from '@mantine/core'
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { summaryQuery } from '../../client/queries.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { CodeBlock } from '../../parts/code-block.js'
import { Failed } from '../../parts/failed.js'
import { Count } from '../../parts/figures.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './new.module.css'
import { firstEventCommand, type Path } from './steps.js'

const { newDataset } = words
const { wait } = newDataset

/** While somebody looks at it, an event should be seen within a breath of its arrival. */
const LOOK_MS = 1_500

interface WaitStepProps {
  dataset_id: string
  path: Path
  /** null after the page was loaded again */
  access_token: string | null
  onBack(): void
}

/** Step three: what to do now, and whether the first event has come. */
export function WaitStep({ dataset_id, path, access_token, onBack }: WaitStepProps) {
  const { data, error, errorUpdatedAt, refetch } = useQuery({
    ...summaryQuery,
    refetchInterval: ({ state }) =>
      state.data?.find((each) => each.dataset_id === dataset_id)?.last_received_at_ms == null
        ? LOOK_MS
        : false,
  })
  const summary = data?.find((each) => each.dataset_id === dataset_id)
  const arrived = summary !== undefined && summary.last_received_at_ms !== null
  return (
    <>
      <Section title={newDataset.paths[path].title}>
        <p className={styles.text}>{newDataset.paths[path].text}</p>
        {path === 'conversions-api' && (
          <CodeBlock
            text={firstEventCommand(location.origin, dataset_id, access_token)}
            label={newDataset.curl}
          />
        )}
        <Group gap="xs" mt="md">
          <Button
            variant={arrived ? 'default' : 'filled'}
            renderRoot={(props) => (
              <Link to="/d/$dataset_id/add-events/$path" params={{ dataset_id, path }} {...props} />
            )}
          >
            {newDataset.guide}
          </Button>
          <Button variant="subtle" color="gray" onClick={onBack}>
            {wait.back}
          </Button>
        </Group>
      </Section>
      <Section>
        {error !== null && (
          <Failed
            inline
            what={words.dataSources.figures}
            error={error}
            since_ms={errorUpdatedAt}
            retry={refetch}
          />
        )}
        <div className={styles.wait} data-arrived={arrived || undefined} role="status">
          {arrived ? <IconCircleCheck size={28} aria-hidden /> : <span className={styles.ring} aria-hidden />}
          <div className={styles.wait_words}>
            <h2 className={styles.wait_title}>{arrived ? wait.done : wait.title}</h2>
            <p className={styles.wait_text}>{arrived ? wait.done_text : wait.text}</p>
            {arrived && (
              <Group gap="md" mt={8}>
                {(['browser', 'server'] as const).map((channel) => (
                  <span key={channel} className={styles.channel}>
                    <ChannelMark channel={channel} named /> <Count value={summary.today.received[channel]} />
                  </span>
                ))}
              </Group>
            )}
          </div>
          {arrived && (
            <Button
              renderRoot={(props) => <Link to="/d/$dataset_id/overview" params={{ dataset_id }} {...props} />}
            >
              {wait.overview}
            </Button>
          )}
        </div>
      </Section>
    </>
  )
}
