import { connect } from 'node:net'

const READ_BYTES = 64 * 1024
const CODE_AT = 'HTTP/1.1 '.length
const TWO = 50

/** One keep-alive connection with at most one request under way. It looks at as little of an answer as it can. */
export class Connection {
  n = -1
  due_ms = 0
  #socket
  #expected = 0
  #pending = ''

  /** @param answered  called with this connection, and whether the answer was a 2xx */
  constructor(target, stream, answered, broken) {
    this.stream = stream
    this.answered = answered
    const onread = {
      buffer: Buffer.allocUnsafe(READ_BYTES),
      callback: (bytes, buffer) => this.#read(bytes, buffer),
    }
    this.#socket = connect({ host: target.host, port: target.port, noDelay: true, onread })
    this.#socket.on('error', broken)
    this.#socket.on('close', () => broken(new Error('the server closed a connection')))
    this.ready = new Promise((resolve) => this.#socket.once('connect', resolve))
  }

  /** @param due_ms  when it was meant to be sent: what its answer's time is counted from */
  send(n, due_ms) {
    this.n = n
    this.due_ms = due_ms
    this.#socket.write(this.stream(n))
  }

  close() {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #read(bytes, buffer) {
    // Most answers are as long as the one before, and come in one piece.
    if (this.#pending === '' && bytes === this.#expected) this.answered(this, buffer[CODE_AT] === TWO)
    else this.#readPiece(buffer.latin1Slice(0, bytes))
    return true
  }

  #readPiece(piece) {
    this.#pending += piece
    const head_end = this.#pending.indexOf('\r\n\r\n')
    if (head_end < 0) return
    const length = /content-length: *(\d+)/i.exec(this.#pending.slice(0, head_end))
    const bytes = head_end + 4 + Number(length?.[1] ?? 0)
    if (this.#pending.length < bytes) return
    const ok = this.#pending.charCodeAt(CODE_AT) === TWO
    this.#pending = ''
    if (ok) this.#expected = bytes
    this.answered(this, ok)
  }
}
