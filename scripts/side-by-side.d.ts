export interface Check {
  title: string
  command: string
  args: string[]
  after?: string[]
}
export interface Ended {
  title: string
  is_ok: boolean
  seconds: number
  output: string
}
export function runSideBySide(
  checks: readonly Check[],
  options: { cwd: string; at_once: number; ended: (done: Ended) => void },
): Promise<{ passed: number; failed: number }>
