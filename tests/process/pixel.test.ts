import { expect, test } from 'vitest'
import { createDataset, get } from './client.js'
import { commandsOn, startServer, temporaryDirectory } from './server-process.js'

interface Snippet {
  dataset_id: string
  host: string
  snippet: string
}

test('snippet: what it prints loads the library from where it says, for that dataset', async () => {
  const commands = commandsOn(temporaryDirectory())
  const { id } = await createDataset(commands)
  const asked = ['snippet', '--dataset', id]
  const { stdout, code } = await commands.run(...asked, '--host', 'https://T.shop.example/')
  expect(code).toBe(0)
  expect(stdout).toContain(`'https://t.shop.example/en_US/fbevents.js?id=${id}'`)
  expect(stdout).toContain(`fbq('init','${id}');\nfbq('track','PageView');\n</script>\n<noscript>`)
  const json = await commands.json<Snippet>(...asked, '--host', 't.shop.example:8443')
  expect(json).toMatchObject({ dataset_id: id, host: 'https://t.shop.example:8443' })
  const image = await commands.json<Snippet>(...asked, '--host', 'http://[::1]:8787', '--noscript')
  expect(image.snippet).toMatch(/^<noscript>.*<\/noscript>$/s)
  expect(image.snippet).toContain(`src="http://[::1]:8787/tr?id=${id}&amp;ev=PageView&amp;noscript=1"`)
})

test('snippet: exit 2 for what cannot stand in a page, or is no dataset, and nothing printed', async () => {
  const commands = commandsOn(temporaryDirectory())
  const { id } = await createDataset(commands)
  const hosts = [
    "https://a'b.example",
    'https://t.shop.example/path',
    'ftp://t.shop.example',
    'https://u@t.example',
    '',
  ]
  const wrong = [...hosts.map((host) => [id, '--host', host]), ['12'], ["1');alert(1)//"]]
  for (const given of wrong) {
    const { code, stdout, stderr } = await commands.run('snippet', '--dataset', ...given)
    expect([given, code, stdout, stderr !== '']).toEqual([given, 2, '', true])
  }
})

test('a setting that is changed beside the running server is in the next answer', async () => {
  const directory = temporaryDirectory()
  const commands = commandsOn(directory)
  const { id } = await createDataset(commands)
  const { url } = await startServer(directory)
  const file = async (name: string) => (await get(`${url}/en_US/${name}?id=${id}`)).text
  expect(await file('fbevents.js')).toContain(`"id":"${id}"`)
  expect(await file('automatic.js')).toContain(`{"${id}":[]}`)
  const rule = { event_name: 'Lead', on: 'click', text: '</script>' }
  await commands.json('dataset', 'set', id, 'pixel_event_rules', JSON.stringify([rule]))
  expect(await file('fbevents.js')).toContain('"rules":1')
  const after = await file('automatic.js')
  expect(after).toContain('"text":"\\u003c/script\\u003e"')
  expect(after).not.toContain('</script>')
  const { settings } = await commands.json<{ settings: object }>('dataset', 'show', id)
  expect(settings).toMatchObject({ pixel_once: true, pixel_event_rules: [rule] })
  const refused = await commands.run('dataset', 'set', id, 'pixel_event_rules', '[{"event_name":"Lead"}]')
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('on: "click" or "page" in rule 1'),
  ])
})
