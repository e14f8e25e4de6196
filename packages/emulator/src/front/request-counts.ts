/** How many requests came in, and how they ended. */
export interface RequestCounts {
  /** to the Conversions API */
  requests: number
  /** of these: refused for what was in them, or for their token */
  requests_refused: number
  /** of these: met by a failure */
  requests_failed: number
  beacons: number
}
export const noRequests = (): RequestCounts => ({
  requests: 0,
  requests_refused: 0,
  requests_failed: 0,
  beacons: 0,
})
