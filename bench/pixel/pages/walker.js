// walker.js as its documentation sets it up for a site: its collector, its source for browsers, one destination.
import { startFlow } from '@walkeros/collector'
import { sendWeb } from '@walkeros/web-core'
import { sourceBrowser } from '@walkeros/web-source-browser'

const api = {
  type: 'api',
  config: {},
  push(event) {
    sendWeb('/collect', event, { transport: 'beacon' })
  },
}

const started = startFlow({
  consent: { functional: true },
  sources: { browser: { code: sourceBrowser, config: { settings: { pageview: true, elb: 'elb' } } } },
  destinations: { api: { code: api } },
})

window.sendEvents = async (count) => {
  const { elb } = await started
  for (let n = 0; n < count; n += 1)
    await elb('product add', { id: `mug-${n}`, name: 'Mug', price: 9.5, quantity: 2, currency: 'EUR' })
}
