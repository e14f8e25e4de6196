/** `npm start` passes on a Ctrl-C that the terminal has already sent: what comes so soon is the same wish. */
const SAME_WISH_MS = 500

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked_ms: number | undefined
    const stop = () => {
      if (asked_ms !== undefined && performance.now() - asked_ms > SAME_WISH_MS) process.exit(1)
      asked_ms ??= performance.now()
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
