import { startFlow } from '@walkeros/collector'
import { destinationAPI } from '@walkeros/server-destination-api'
import { answerParent } from '../child.js'

/** How many pushes wait for their answer at once: more make it slower. */
const UNDER_WAY = 512

/** walkerOS forwarding to a Conversions API by its destination for addresses: a request an event, nothing kept. */
answerParent(async ({ url, seconds }) => {
  const settings = { url, headers: { authorization: 'Bearer EAAB' }, transform: bodyOf, timeout: 30_000 }
  const { elb } = await startFlow({
    consent: { functional: true },
    destinations: { api: { code: destinationAPI, config: { settings } } },
  })
  let sent = 0
  const end_ms = performance.now() + seconds * 1000
  const started_ms = performance.now()
  await Promise.all(
    Array.from({ length: UNDER_WAY }, async (_, at) => {
      for (let n = 0; performance.now() < end_ms; n += 1) {
        await elb({ name: 'order complete', data: { id: `${at}-${n}`, value: 59.9, currency: 'EUR' } })
        sent += 1
      }
    }),
  )
  return { rate: (sent / (performance.now() - started_ms)) * 1000 }
})

function bodyOf(event) {
  return JSON.stringify({
    data: [
      {
        event_name: 'Purchase',
        event_time: Math.floor(Date.now() / 1000),
        event_id: event.data?.id,
        action_source: 'website',
        event_source_url: 'https://shop.example/checkout/thank-you',
        user_data: {
          external_id: ['customer-1'],
          client_user_agent: 'Mozilla/5.0',
          fbp: 'fb.1.1763900000000.1',
        },
        custom_data: { value: 59.9, currency: 'EUR', content_ids: ['SKU-1'], num_items: 2 },
      },
    ],
  })
}
