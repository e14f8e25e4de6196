/** How long each answer took, and how many were none that was hoped for. */
export class Samples {
  ok = 0
  failed = 0
  start_ms = 0
  end_ms = 0
  #took = new Float64Array(1 << 16)

  begin(now_ms) {
    this.start_ms = now_ms
  }

  add(took_ms, ok, now_ms) {
    this.end_ms = now_ms
    if (!ok) {
      this.failed += 1
      return
    }
    if (this.ok === this.#took.length) {
      const longer = new Float64Array(this.#took.length * 2)
      longer.set(this.#took)
      this.#took = longer
    }
    this.#took[this.ok] = took_ms
    this.ok += 1
  }

  summary() {
    const sorted = this.#took.subarray(0, this.ok).sort()
    const at = (share) => sorted[Math.min(this.ok - 1, Math.floor(this.ok * share))] ?? Number.NaN
    const { ok, failed } = this
    const seconds = (this.end_ms - this.start_ms) / 1000
    return {
      ok,
      failed,
      seconds,
      rate: ok / seconds,
      p50_ms: at(0.5),
      p95_ms: at(0.95),
      p99_ms: at(0.99),
      max_ms: at(1),
    }
  }
}
