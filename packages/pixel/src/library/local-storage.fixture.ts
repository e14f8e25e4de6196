import { onTestFinished, vi } from 'vitest'

/** Gives a test a localStorage, as a page has one; `null` where it is forbidden. */
export function giveLocalStorage(held: { [key: string]: string } | null = {}): { [key: string]: string } {
  const forbidden = () => {
    throw new Error('SecurityError')
  }
  const storage = {
    getItem: (key: string) => (held === null ? forbidden() : (held[key] ?? null)),
    setItem: (key: string, value: string) => {
      if (held === null) forbidden()
      else held[key] = value
    },
  }
  vi.stubGlobal('localStorage', storage)
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  return held ?? {}
}
