import type { Checked, Verification } from '@countersign/core'

/** A domain that a dataset says is its own. */
export interface Domain extends Verification {
  id: number
  dataset_id: string
  /** registrable, in lower case and ASCII */
  domain: string
  /** what shows the ownership; it is public once it is shown */
  token: string
  created_at_ms: number
}

export interface DomainStore {
  /** all, or a dataset's, by their ids */
  list(dataset_id?: string): readonly Domain[]
  find(dataset_id: string, domain: string): Domain | undefined
  /**
   * One that is there already is answered as it is.
   * @param domain  as `readDomain` gives it
   * @returns what is wrong, as a text that begins with the field's name
   */
  add(dataset_id: string, domain: string): Domain | string
  remove(id: number): boolean
  /** whose next check is due, the longest due first */
  due(now_ms: number, limit: number): readonly Domain[]
  /** Keeps what a check has found. @returns undefined where it is gone meanwhile */
  checked(id: number, checked: Checked, now_ms: number): Domain | undefined
}
