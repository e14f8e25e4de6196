import { expect, test } from 'vitest'
import { shownUrl } from './shown-url.js'

const cases: [url: string, shown: string][] = [
  ['https://discord.com/api/webhooks/1042/s3cr3t', 'https://discord.com/api/w…'],
  [
    'https://shop.webhook.office.com/webhookb2/s3cr3t@1/IncomingWebhook/2',
    'https://shop.webhook.office.com/webho…',
  ],
  ['https://hooks.example:8443?key=s3cr3t', 'https://hooks.example:8443/?key=…'],
  ['https://name:s3cr3t@hooks.example/in', 'https://hooks.example/in'],
  ['https://hooks.example', 'https://hooks.example/'],
]
for (const [url, shown] of cases)
  test(`a webhook's address is shown by its host: ${shown}`, () => expect(shownUrl(url)).toBe(shown))
