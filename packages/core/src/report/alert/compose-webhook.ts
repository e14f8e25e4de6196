import { printable } from '../../deliver/printable.js'
import type { Alert } from './alert.js'
import { wordsOf } from './wording.js'

/**
 * An alert as the JSON of a webhook. Its times are in ms. Its texts are printable and bounded; names in them came with
 * events, so that whoever shows them escapes them.
 * @param is_test  somebody asked for a test: `kind` is `test`
 */
export function composeWebhook(alert: Alert, is_test = false) {
  return {
    version: 1,
    kind: is_test ? 'test' : 'issues',
    dataset_id: alert.dataset_id,
    dataset_name: alert.dataset_name,
    at_ms: alert.at_ms,
    issues: alert.items.map((item) => {
      const { seen, why, cause } = wordsOf(item)
      const { severity, title, fixes, affected, total, share } = item.summary
      return {
        id: item.issue_id,
        event: item.event,
        code: item.code,
        severity,
        event_name: item.event_name === null ? null : printable(item.event_name),
        channel: item.channel,
        detail: item.detail === null ? null : printable(item.detail),
        title: printable(title),
        seen,
        why,
        cause: cause || null,
        fixes: Object.fromEntries(Object.entries(fixes).map(([where, fix]) => [where, printable(fix)])),
        affected,
        total,
        share,
        first_ms: item.first_ms,
        last_ms: item.last_ms,
      }
    }),
    more: alert.more,
  }
}
