import { type ConversionRule, parseCustomConversions } from '@countersign/core'
import { Type } from 'typebox'
import { orNull, TimeMs } from '../signals/shapes.js'
import { lookedAt } from './looked-back.js'
import { matchedOf, previewRoute } from './preview-route.js'
import { exact } from './shapes.js'

/** POST /api/datasets/{id}/custom-conversions/preview. */
export const rulePreviewRoute = previewRoute({
  path: 'custom-conversions',
  operationId: 'previewCustomConversion',
  summary: 'What a rule would have counted in the last 7 days, of a bounded sample',
  rule: 'As in the setting custom_conversions: event_name, url, params.',
  answer: Type.Object(
    {
      ...lookedAt('counted events of its name'),
      ...matchedOf({
        counted_at_ms: TimeMs,
        event_source_url: orNull(Type.String()),
        custom_data: Type.Record(Type.String(), Type.Unknown()),
      }),
    },
    { $id: 'RulePreview', title: 'What a rule would have counted', ...exact },
  ),
  wrongIn(rule) {
    const read = parseCustomConversions(JSON.stringify([{ id: 'preview', name: 'Preview', rule }]))
    return typeof read === 'string' ? read.replace(/,? in custom conversion 1$/, '') : null
  },
  preview: (reports, dataset_id, rule: ConversionRule, since_ms) =>
    reports.previewRule(dataset_id, rule, since_ms),
})
