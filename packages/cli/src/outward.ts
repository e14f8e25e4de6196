import type { Outward } from '@countersign/collector'
import { testAlert } from '@countersign/core'
import type { Configuration } from '@countersign/storage'

/**
 * What goes out on somebody's wish, by the ways that delivery and alerts go: to public addresses, unless a host is allowed
 * by name. Each ends within half a minute. What it needs is loaded with the first wish: a command or a server that
 * nobody asks does without its 10 MB.
 */
export function outward(
  configuration: Configuration,
  meta_url: string | null = null,
): Outward & { close(): Promise<void> } {
  let loading: ReturnType<typeof load> | undefined
  const loaded = () => {
    loading ??= load(configuration, meta_url)
    return loading
  }
  return {
    verifyDomain: async (domain) => (await loaded()).verify(domain),
    testAlert: async (channel) => (await loaded()).test(channel),
    checkToken: async (...given) => (await loaded()).checkToken(...given),
    close: async () => (await loading)?.close(),
  }
}

async function load(configuration: Configuration, meta_url: string | null) {
  const {
    checkToken,
    domainVerifier,
    lookAtDomain,
    pageFetcher,
    sendAlert,
    smtpMailer,
    txtResolver,
    undiciFetcher,
  } = await import('@countersign/forwarder')
  const pages = pageFetcher()
  const { fetch: fetcher, close } = undiciFetcher()
  const look = lookAtDomain({ resolveTxt: txtResolver(), fetchPage: pages.fetch })
  const { verify } = domainVerifier({ configuration, look })
  const ports = { fetcher, mailer: smtpMailer() }
  const test: Outward['testAlert'] = async (channel) => {
    const at_ms = Date.now()
    const dataset = configuration.dataset(channel.dataset_id)
    if (dataset === undefined) return { failure: 'its dataset is deleted', rejected: 0 }
    const secret = configuration.alerts.secret(channel.id) ?? null
    const message = { alert: testAlert(dataset, at_ms), secret, at_ms, is_test: true }
    const outcome = await sendAlert(channel, message, ports)
    return 'failure' in outcome ? { failure: outcome.failure, rejected: 0 } : { failure: null, ...outcome }
  }
  const askOfToken: Outward['checkToken'] = (destination, secrets) =>
    checkToken({ destination, secrets, meta_url }, fetcher)
  return {
    verify,
    test,
    checkToken: askOfToken,
    close: async () => void (await Promise.all([pages.close(), close()])),
  }
}
