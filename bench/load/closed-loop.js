/** Each connection sends its next request as soon as the last one is answered: how much the server takes at most. */
export function closedLoop(
  { first, count = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY },
  samples,
) {
  let sent = 0
  let under_way = 0
  let end_ms = 0
  let done
  const finished = new Promise((resolve, reject) => {
    done = { resolve, reject }
  })
  const next = (connection, now_ms) => {
    if (sent >= count || now_ms >= end_ms) {
      if (under_way === 0) done.resolve()
      return
    }
    under_way += 1
    connection.send(first + sent, now_ms)
    sent += 1
  }
  return {
    answered(connection, ok) {
      const now_ms = performance.now()
      under_way -= 1
      samples.add(now_ms - connection.due_ms, ok, now_ms)
      next(connection, now_ms)
    },
    broken: (error) => done.reject(error),
    async run(connections) {
      const now_ms = performance.now()
      samples.begin(now_ms)
      end_ms = now_ms + seconds * 1000
      for (const connection of connections) next(connection, now_ms)
      await finished
    },
  }
}
