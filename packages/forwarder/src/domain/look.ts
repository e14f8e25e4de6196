import type { Checked } from '@countersign/core'

/** The TXT records of a name, each in its pieces. @throws as Node's resolver does, with a `code` */
export type ResolveTxt = (name: string) => Promise<string[][]>

export type Page =
  | { kind: 'page'; status: number; location: string | null; body: string }
  /** in words */
  | { kind: 'failed'; why: string }

/** Fetches a page once, following nothing. It never rejects. */
export type PageFetcher = (url: string) => Promise<Page>

export interface DomainPorts {
  resolveTxt: ResolveTxt
  fetchPage: PageFetcher
}

/** Looks for a token everywhere where it may be. It never rejects. */
export type LookAtDomain = (domain: string, token: string) => Promise<Checked>
