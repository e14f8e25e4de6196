import createClient from 'openapi-fetch'
import type { paths } from '../../generated/api.js'
import { Failure, failureOf } from './failure.js'
import { wholeCharacters } from './whole-characters.js'

type Fetch = (request: Request) => Promise<Response>

/** What `ask` sends beside method and path. */
interface Asked {
  query?: { [name: string]: string | number | undefined }
  body?: unknown
  signal?: AbortSignal
}

/**
 * The two ways to the server, over one fetch: `api`, typed by the server's document, and `ask`, for which the caller
 * names the shape (shapes.ts has them from the same document). Both reject with a Failure.
 */
export function newClient(fetch: Fetch, origin: string) {
  const fetched: Fetch = async (request) => {
    const response = await fetch(request).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new Failure(0, 'unreachable', 'The server was not reached.')
    })
    if (response.ok) return ofWholeCharacters(response)
    throw failureOf(response.status, await bodyOf(response), response.headers.get('retry-after'))
  }
  const api = createClient<paths>({ baseUrl: origin, fetch: fetched })
  async function ask<Answer>(
    method: string,
    path: string,
    { query, body, signal }: Asked = {},
  ): Promise<Answer> {
    const url = new URL(path, origin)
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value))
    const response = await fetched(
      new Request(url, {
        method,
        ...(signal && { signal }),
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      }),
    )
    return (await bodyOf(response)) as Answer
  }
  return { api, ask }
}

/** The same answer, its texts fit for an address. */
async function ofWholeCharacters(response: Response): Promise<Response> {
  const { status, headers } = response
  const text = await response.text()
  return new Response(text === '' ? null : wholeCharacters(text), { status, headers })
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** The data of a typed answer: `await dataOf(api.GET('/api/datasets'))`. Refusals were thrown before. */
export async function dataOf<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  return (await answer).data as Data
}

/** The server that the page came from. A session's cookie goes along by itself. */
export const { api, ask } = newClient(
  (request) => fetch(request),
  globalThis.location?.origin ?? 'http://localhost',
)
