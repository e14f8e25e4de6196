// What a site has besides the library: the base code's stub, and its calls.
const stub = (...given) => (stub.callMethod ? stub.callMethod(...given) : stub.queue.push(given))
Object.assign(stub, { queue: [], loaded: true, version: '2.0' })
stub.push = stub
window.fbq = window._fbq = stub

fbq('init', '1832195656904796')
fbq('track', 'PageView')

window.sendEvents = (count) => {
  for (let n = 0; n < count; n += 1)
    fbq('track', 'AddToCart', {
      content_ids: [`mug-${n}`],
      content_name: 'Mug',
      value: 9.5,
      num_items: 2,
      currency: 'EUR',
    })
}
