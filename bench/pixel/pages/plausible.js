// Plausible's tracker from npm, as its documentation sets it up for a site.
import { init, track } from '@plausible-analytics/tracker'

init({ domain: 'shop.example', endpoint: '/api/event', captureOnLocalhost: true, logging: false })

window.sendEvents = (count) => {
  for (let n = 0; n < count; n += 1)
    track('AddToCart', {
      props: { id: `mug-${n}`, name: 'Mug', price: '9.5', quantity: '2', currency: 'EUR' },
    })
}
