/**
 * Requests at a rate of their own, however long the answers take. A request that has to wait for a free connection
 * was due all the same: its time is counted from then, so that a server that stops for a while cannot hide it. The first
 * second is this process's own warm-up, and is not counted.
 */
export function openLoop({ first, rate, seconds }, samples) {
  const count = Math.round(rate * (seconds + SETTLE_SECONDS))
  const free = []
  let start_ms = 0
  let sent = 0
  let answers = 0
  let done
  const finished = new Promise((resolve, reject) => {
    done = { resolve, reject }
  })
  const sendDue = (now_ms) => {
    const due = Math.min(count, Math.floor(((now_ms - start_ms) / 1000) * rate) + 1)
    while (sent < due && free.length > 0) {
      // The one that has rested longest: none is idle for so long that a server closes it.
      free.shift().send(first + sent, start_ms + (sent / rate) * 1000)
      sent += 1
    }
  }
  return {
    answered(connection, ok) {
      const now_ms = performance.now()
      if (connection.due_ms >= samples.start_ms) samples.add(now_ms - connection.due_ms, ok, now_ms)
      free.push(connection)
      answers += 1
      if (answers === count) done.resolve()
      else sendDue(now_ms)
    },
    broken: (error) => done.reject(error),
    async run(connections) {
      free.push(...connections)
      start_ms = performance.now()
      samples.begin(start_ms + SETTLE_SECONDS * 1000)
      const timer = setInterval(() => sendDue(performance.now()), 1)
      await finished
      clearInterval(timer)
    },
  }
}

const SETTLE_SECONDS = 1
