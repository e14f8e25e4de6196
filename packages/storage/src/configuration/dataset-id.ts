/** Ids are 16 digits and below 2^53: the first digit is 1 to 8. */
const LOWEST = 1_000_000_000_000_000
const HIGHEST = 8_999_999_999_999_999

/** A numeric id as Meta's, from randomness. @source settled: "Ids" */
export function newDatasetId(randomBytes: (count: number) => Uint8Array): string {
  const bytes = Buffer.from(randomBytes(7))
  const share = bytes.readUIntBE(0, 6) / 2 ** 48 + (bytes.readUInt8(6) / 256) * 2 ** -48
  return String(LOWEST + Math.floor(share * (HIGHEST - LOWEST)))
}

export const isDatasetId = (text: string): boolean => /^[1-9]\d{14,15}$/.test(text) && Number(text) < 2 ** 53
