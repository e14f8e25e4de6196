const EVENTS = 10
/** A phone of some years ago takes about four times as long as the machine of a developer. */
const SLOWER = 4

/**
 * Loads a script on a page and sends ten events with it, in a browser that has seen neither.
 * @returns ms of the page's main thread, for loading with the first page view and for each of the events
 */
export async function measure(browser, site, name) {
  site.reset()
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable')
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto(site.url)
    const busy_ms = async () => {
      // What is still to be done belongs to what was asked for.
      await page.evaluate('new Promise((done) => requestIdleCallback(done))')
      const { metrics } = await session.send('Performance.getMetrics')
      return metrics.find((metric) => metric.name === 'TaskDuration').value * 1000
    }
    const before = await busy_ms()
    await page.addScriptTag({ url: `${name}.js` })
    await site.arrived(1)
    const loaded = await busy_ms()
    await page.evaluate(`sendEvents(${EVENTS})`)
    await site.arrived(1 + EVENTS)
    const sent = await busy_ms()
    return { load_ms: loaded - before, event_ms: (sent - loaded) / EVENTS }
  } finally {
    await context.close()
  }
}
