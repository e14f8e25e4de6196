import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import type { Dataset } from '../../client/queries.js'
import { Time } from '../../parts/figures.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { Refusal } from '../../parts/refusal.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { isSame } from './draft.js'
import type { ConversionRule } from './rules.js'
import styles from './settings.module.css'

const { preview } = words.settingsRules

interface Preview {
  since_ms: number
  looked_at: number
  is_all: boolean
  matched: number
  samples: {
    counted_at_ms: number
    event_source_url: string | null
    custom_data: { [name: string]: unknown }
  }[]
}

/** What a rule would have matched of the last 7 days. It changes nothing; what was asked before is said to be. */
export function RulePreview({ dataset, rule }: { dataset: Dataset; rule: ConversionRule }) {
  const { mutate, data, error, variables, isPending } = useMutation({
    mutationFn: (asked: ConversionRule) =>
      ask<Preview>('POST', `/api/datasets/${dataset.id}/custom-conversions/preview`, {
        body: { rule: asked },
      }),
  })
  const is_stale = !isSame(variables, rule)
  return (
    <div className={styles.preview}>
      <Button
        variant="default"
        size="xs"
        className={styles.start}
        loading={isPending}
        onClick={() => mutate(rule)}
      >
        {preview.ask}
      </Button>
      <Refusal error={error} />
      {data && (
        <div role="status" data-stale={is_stale || undefined} className={styles.preview_said}>
          <div>
            {preview.matched(data.matched, data.looked_at, data.is_all)} {is_stale && preview.stale}
          </div>
          <ul className={styles.samples}>
            {data.samples.map(({ counted_at_ms, event_source_url, custom_data }) => (
              <li key={`${counted_at_ms} ${event_source_url} ${JSON.stringify(custom_data)}`}>
                <Time at_ms={counted_at_ms} zone={zoneOf(dataset)} />
                <div>
                  <div>
                    {event_source_url === null ? (
                      preview.no_url
                    ) : (
                      <ForeignText text={event_source_url} chars={80} />
                    )}
                  </div>
                  <ForeignText text={JSON.stringify(custom_data)} chars={120} mono />
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
