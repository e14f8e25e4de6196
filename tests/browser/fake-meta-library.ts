/**
 * What Meta's library does to a page when it runs, as far as another library can notice: it takes the name over,
 * with a version and functions of its own, then empties the queue in order. `metaCalls` has what reached it.
 * @source reference 1.1
 */
export const FAKE_META_LIBRARY = `(function () {
  const fbq = window.fbq
  const calls = (window.metaCalls = [])
  fbq.version = '2.9.324'
  fbq.callMethod = function () {
    calls.push([].slice.call(arguments))
  }
  fbq.instance = {}
  fbq.getState = function () {
    return { pixels: calls.filter(([name]) => name === 'init').map(([, id]) => ({ id })) }
  }
  fbq.registerPlugin = fbq.loadPlugin = fbq.set = fbq.init = function () {}
  while (fbq.queue.length > 0) fbq.callMethod.apply(fbq, fbq.queue.shift())
})()`
