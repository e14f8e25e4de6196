import { BIN } from './countersign.js'
import { startProcess } from './process.js'

/** Starts an emulator of Meta's side. @param latency_ms  before each answer */
export async function startEmulator(latency_ms) {
  const emulator = await startProcess([
    BIN,
    'emulate',
    '--port',
    '0',
    '--latency',
    String(latency_ms),
    '--keep',
    '1000',
  ])
  return { ...emulator, url: `http://${emulator.host}:${emulator.port}` }
}
