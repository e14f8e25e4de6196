import { useRef } from 'react'

/** What was last known under a key, while the next is not known yet: a chart does not flicker as its range moves. */
export function useLast<Value>(value: Value | undefined, key: string): Value | undefined {
  const last = useRef<{ key: string; value: Value } | null>(null)
  if (value !== undefined) last.current = { key, value }
  return value ?? (last.current?.key === key ? last.current.value : undefined)
}
