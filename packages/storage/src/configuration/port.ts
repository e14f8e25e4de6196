import type { DatasetSettings } from './settings.js'

export interface Dataset {
  /** 15 to 16 digits, below 2^53, since pages write it as a JavaScript number */
  id: string
  name: string
  /** the dataset's own site; blocks nothing */
  domain: string | null
  ad_account_id: string | null
  created_at_ms: number
  archived_at_ms: number | null
  settings: DatasetSettings
  /** grows with each change of the counting rule's numbers, and each wish for a rebuild */
  rebuilds_wanted: number
}

export interface Token {
  id: string
  /** null: a token of the instance, which may create datasets */
  dataset_id: string | null
  label: string
  created_at_ms: number
  revoked_at_ms: number | null
}

export interface NewDataset {
  /** the id that it has elsewhere, e.g. as a pixel of Meta's; one that is free (`idIsFree`). Without: a new one */
  id?: string
  name: string
  domain?: string | null
  ad_account_id?: string | null
}

/** What an owner has set up. Changes are short transactions of whichever process makes them. */
export interface Configuration {
  datasets(): readonly Dataset[]
  dataset(id: string): Dataset | undefined
  createDataset(dataset: NewDataset): Dataset
  /** Whether no dataset has this id, and none ever had it: what is deleted does not come back under its id. */
  idIsFree(id: string): boolean
  /** @returns undefined where there is no such dataset */
  changeDataset(id: string, change: Partial<Omit<Dataset, 'id' | 'created_at_ms'>>): Dataset | undefined
  /** Takes the dataset and its tokens away; its data is erased by whoever holds the data directory. */
  deleteDataset(id: string): boolean
  /** datasets that were deleted and whose data may not be erased yet */
  erasures(): readonly string[]
  erased(dataset_id: string): void
  /** Something of a deleted dataset has turned up: it is to be erased once more. Any other is left alone. */
  eraseAgain(dataset_id: string): void
  /** The token in clear is in the answer and nowhere else. */
  createToken(dataset_id: string | null, label: string): Token & { access_token: string }
  tokens(dataset_id?: string): readonly Token[]
  revokeToken(id: string): boolean
  /** The token that a text is, if it is one that still holds. */
  tokenOf(access_token: string): Token | undefined
  /** Changes whenever anything above has changed, whoever changed it. */
  version(): number
  close(): void
}

/** What a configuration takes from outside: the clock and randomness. */
export interface Seeds {
  now_ms: () => number
  randomBytes: (count: number) => Uint8Array
}
