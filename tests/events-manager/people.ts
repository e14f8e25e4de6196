import { eventually, type ServerProcess } from '../process/server-process.js'

export type Role = 'administrator' | 'developer' | 'analyst'

/** Somebody who has signed in, as a browser and a script show it. */
export interface Person {
  role: Role
  email: string
  /** the server's address */
  url: string
  /** of the session, for a browser's context */
  cookie: { name: string; value: string; url: string; httpOnly: true; sameSite: 'Lax' }
  /** Asks the API as this person. @returns the status, and the answer's JSON */
  ask<T = unknown>(method: string, path: string, body?: object): Promise<{ status: number; json: T }>
}

/** A server, as far as signing in goes: a `ServerProcess` is one, the demo another. */
export type Served = Pick<ServerProcess, 'url' | 'output'>
/** @param datasets  which ones they see; left out: all */
export type People = (role: Role, datasets?: readonly string[]) => Promise<Person>

/**
 * The people of a server. The first administrator comes by the link that the server prints, the others by an
 * invitation of theirs; each signs in once, when first asked for.
 */
export function peopleOf(served: () => Served): People {
  const known = new Map<string, Promise<Person>>()
  const once = (name: string, make: () => Promise<Person>) => {
    const person = known.get(name) ?? make()
    known.set(name, person)
    return person
  }
  const administrator = () => once('administrator', () => firstOf(served()))
  return (role, datasets) => {
    if (role === 'administrator') return administrator()
    const name = [role, ...(datasets ?? ['all'])].join('-')
    return once(name, async () => invite(await administrator(), role, `${name}@shop.example`, datasets))
  }
}

const PASSWORD = 'a long password of theirs'

/** What stands behind the # of the link that the server prints, shortly after its address. */
export const firstLinkOf = ({ output }: Served): Promise<string> =>
  eventually('the first link', async () => /\/welcome#(\S+)\s/.exec(output().stdout)?.[1])

const firstOf = async (served: Served): Promise<Person> =>
  signedIn(served.url, 'administrator', {
    link: await firstLinkOf(served),
    email: 'ada@shop.example',
    password: PASSWORD,
  })

async function invite(by: Person, role: Role, email: string, datasets: readonly string[] | undefined) {
  const body = { email, role, datasets: datasets ?? 'all' }
  const { status, json } = await by.ask<{ link: string }>('POST', '/api/people', body)
  if (status !== 200) throw new Error(`${email} is not invited: ${JSON.stringify(json)}`)
  const link = new URL(json.link).hash.slice(1)
  return signedIn(by.url, role, { link, password: PASSWORD }, email)
}

/** Uses a link, as its page does, and keeps the session that begins. */
async function signedIn(
  url: string,
  role: Role,
  body: { link: string; password: string; email?: string },
  email = body.email ?? '',
): Promise<Person> {
  const used = await fetch(`${url}/api/links/use`, asked(url, 'POST', body))
  const [pair] = used.headers.getSetCookie()
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(pair ?? '') ?? []
  if (name === undefined || value === undefined) throw new Error(`${email}: ${await used.text()}`)
  return {
    role,
    email,
    url,
    cookie: { name, value, url, httpOnly: true, sameSite: 'Lax' },
    async ask(method, path, given) {
      const answer = await fetch(`${url}${path}`, asked(url, method, given, `${name}=${value}`))
      const text = await answer.text()
      return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) }
    },
  }
}

/** A request as one of our pages makes it. */
const asked = (url: string, method: string, body?: object, cookie?: string): RequestInit => ({
  method,
  headers: {
    origin: url,
    ...(cookie !== undefined && { cookie }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  },
  ...(body !== undefined && { body: JSON.stringify(body) }),
})
