/** Not more often than one can read. */
const SHOW_MS = 100

/** How far a long command is, on one line of the terminal that goes when it is done. Without a terminal: nothing. */
export interface Progress {
  show(doing: string, done: number, all: number): void
  end(): void
}

export function startProgress(output: NodeJS.WriteStream = process.stderr): Progress {
  if (!output.isTTY) return { show() {}, end() {} }
  let shown_ms = Number.NEGATIVE_INFINITY
  let shown = ''
  return {
    show(doing, done, all) {
      const now_ms = performance.now()
      if (doing === shown && now_ms - shown_ms < SHOW_MS) return
      shown_ms = now_ms
      shown = doing
      const percent = all === 0 ? 100 : Math.floor((100 * done) / all)
      output.write(`\r\x1b[K${doing} … ${percent} %`)
    },
    end() {
      if (shown !== '') output.write('\r\x1b[K')
    },
  }
}
