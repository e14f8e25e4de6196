/** For tests of this folder: a page as a visitor first meets it, with at most one script. */
export function freshPage(src?: string): void {
  const { settings } = (window as unknown as { happyDOM: { settings: { [name: string]: unknown } } }).happyDOM
  // No script is fetched; that it is asked for is what the tests look at.
  settings.handleDisabledFileLoadingAsSuccess = true
  Reflect.deleteProperty(window, 'fbq')
  Reflect.deleteProperty(window, '_fbq')
  document.head.replaceChildren()
  document.body.replaceChildren()
  if (src === undefined) return
  const script = document.createElement('script')
  script.src = src
  document.head.append(script)
}

/** What the stub holds for the library, in its order. */
export const commands = (): unknown[][] => (window.fbq?.queue ?? []).map((command) => Array.from(command))

export const scripts = (): string[] => [...document.scripts].map(({ src }) => src)
