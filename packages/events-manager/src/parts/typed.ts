/** A field whose text is in the address as well. */
export interface Typed {
  /** what the field shows */
  text: string
  /** what the address held when it was looked at last */
  seen: string
  /** what was typed and is not in the address yet; null: all is */
  awaited: string | null
}

/**
 * The field beside the address as it is now. What was typed stays while the address is behind it; whatever else the
 * address holds, by going back or a link, the field takes over.
 * @returns the same object where nothing has changed
 */
export function followed(typed: Typed, address: string): Typed {
  const { seen, awaited } = typed
  if (address === seen && address !== awaited) return typed
  if (awaited === null || awaited === address) return { text: address, seen: address, awaited: null }
  return { ...typed, seen: address }
}
