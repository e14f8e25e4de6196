import type { Dataset } from '../../client/queries.js'
import { ChannelMark } from '../../parts/channel-mark.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { words } from '../../words/words.js'
import { RulePreview } from './rule-preview.js'
import type { EventRule } from './rules.js'
import { usePreview } from './use-preview.js'

const { preview } = words.settingsRules

/** What an event rule would have made events of, as far as browsers report it. */
export function EventRulePreview({ dataset, rule }: { dataset: Dataset; rule: EventRule }) {
  const { data, error, is_stale } = usePreview(dataset.id, 'event-rules', triedOf(rule))
  const clicks_reported = dataset.settings.pixel_automatic_events.includes('button_click')
  return (
    <RulePreview
      dataset={dataset}
      said={data === undefined ? null : preview.made(rule.on, data)}
      is_stale={is_stale}
      error={error}
      samples={(data?.samples ?? []).map(({ received_at_ms, channel, event_source_url, text }) => ({
        at_ms: received_at_ms,
        url: event_source_url,
        shown: (
          <>
            <ChannelMark channel={channel} named />
            {text !== null && (
              <>
                {' '}
                <ForeignText text={text} />
              </>
            )}
          </>
        ),
      }))}
      note={
        rule.on === 'page'
          ? preview.knows_pages
          : clicks_reported
            ? preview.knows_clicks
            : `${preview.no_clicks} ${preview.knows_clicks}`
      }
    />
  )
}

/** Only what decides: how the event is called, and what it carries, is still being typed. Null: nothing decides yet. */
function triedOf({ on, text, url, match }: EventRule): EventRule | null {
  if ((on === 'click' ? text : url) === undefined) return null
  return {
    event_name: 'Preview',
    on,
    ...(text !== undefined && { text }),
    ...(url !== undefined && { url }),
    ...(match !== undefined && { match }),
  }
}
