import type { Order } from './order'

/**
 * Reports an order by the Conversions API. Its `event_id` is the browser's `eventID`, so that both are one event,
 * whichever comes first. An order stands whether it could be reported or not.
 */
export async function reportPurchase({ order_id, ...purchase }: Order, request: Request): Promise<void> {
  const { headers } = request
  const event = {
    event_name: 'Purchase',
    event_time: Math.floor(Date.now() / 1000),
    event_id: order_id,
    action_source: 'website',
    event_source_url: headers.get('referer') ?? undefined,
    user_data: {
      client_ip_address: headers.get('x-forwarded-for')?.split(',')[0]?.trim(),
      client_user_agent: headers.get('user-agent') ?? undefined,
      fbp: cookie(headers, '_fbp'),
      fbc: cookie(headers, '_fbc'),
    },
    custom_data: { ...purchase, order_id },
  }
  const { NEXT_PUBLIC_COUNTERSIGN_HOST: host, NEXT_PUBLIC_COUNTERSIGN_DATASET_ID: dataset_id } = process.env
  try {
    const answer = await fetch(`${host}/v24.0/${dataset_id}/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${process.env.COUNTERSIGN_ACCESS_TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ data: [event] }),
      signal: AbortSignal.timeout(5_000),
    })
    if (!answer.ok) console.error(`The Purchase of ${order_id} was refused: ${await answer.text()}`)
  } catch (error) {
    console.error(`The Purchase of ${order_id} did not get through:`, error)
  }
}

/** The pixel's cookies come with every request to the shop's own site. */
function cookie(headers: Headers, name: string): string | undefined {
  const pairs = headers.get('cookie')?.split('; ') ?? []
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  return value === undefined ? undefined : decodeURIComponent(value)
}
