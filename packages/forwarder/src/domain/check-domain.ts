import {
  type Checked,
  PROOF_PATH,
  type ProofFound,
  readProofFile,
  readTokens,
  readTxtRecords,
} from '@countersign/core'
import type { DomainPorts, LookAtDomain, Page } from './look.js'

/** Looks for the token in DNS, in the home page and in the file, all at once. */
export const lookAtDomain =
  (ports: DomainPorts): LookAtDomain =>
  async (domain, token): Promise<Checked> => {
    const [dns, meta, file] = await Promise.all([
      checkDns(domain, token, ports),
      checkHomePage(domain, token, ports),
      checkFile(domain, token, ports),
    ])
    return { dns, meta, file }
  }

const unreachable = (why: string): ProofFound => ({ found: 'unreachable', why })

async function checkDns(domain: string, token: string, { resolveTxt }: DomainPorts): Promise<ProofFound> {
  try {
    return readTxtRecords(await resolveTxt(domain), token)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENODATA') return { found: 'absent' }
    return unreachable(
      code === 'ENOTFOUND'
        ? 'there is no such name'
        : `the name servers do not answer (${code ?? 'no code'})`,
    )
  }
}

/** A shop's home page often is at www: one redirect there, by https, is followed. Any other could lead to a stranger's page. */
async function checkHomePage(domain: string, token: string, { fetchPage }: DomainPorts): Promise<ProofFound> {
  const url = `https://${domain}/`
  const first = await fetchPage(url)
  const www = first.kind === 'page' ? wwwAddress(first, url, domain) : null
  const page = www === null ? first : await fetchPage(www)
  // Loaded when there is a page to read: the parser takes 10 MB.
  const { readMetaTokens } = await import('./meta-tags.js')
  return read(page, (body) => readTokens(readMetaTokens(body), token))
}

function wwwAddress(
  { status, location }: Page & { kind: 'page' },
  from: string,
  domain: string,
): string | null {
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, from)) return null
  const to = new URL(location, from)
  return to.protocol === 'https:' && to.host === `www.${domain}` && to.username === '' ? to.href : null
}

/** No redirect: whoever owns the domain can put it there. @source reference 10.3 */
async function checkFile(domain: string, token: string, { fetchPage }: DomainPorts): Promise<ProofFound> {
  return read(await fetchPage(`https://${domain}${PROOF_PATH}`), (body) => readProofFile(body, token))
}

function read(page: Page, readBody: (body: string) => ProofFound): ProofFound {
  if (page.kind === 'failed') return unreachable(page.why)
  const { status } = page
  if (status === 200) return readBody(page.body)
  if (status >= 300 && status <= 399) return unreachable(`it redirects (${status}) to where it may not`)
  return unreachable(`it answers with ${status}`)
}
