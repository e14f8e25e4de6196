import { PAIRS_MAX, type Pair } from '@countersign/core'
import { Busboy, type BusboyInstance } from '@fastify/busboy'

const NAME_BYTES_MAX = 1_000
const PART_HEADERS_MAX = 20
const PART_HEADER_BYTES_MAX = 4_096

/**
 * Reads a multipart body that is all here into its fields, in order. A part with a file name is a field
 * too: curl sends one for `-F data=@events.json`.
 * @param content_type  the header, with its boundary
 * @returns null where it is not well formed, or one of its parts is larger than allowed
 */
export function readMultipart(body: Buffer, content_type: string, bytes_max: number): Promise<Pair[] | null> {
  return new Promise((resolve) => {
    const pairs: Pair[] = []
    const parser = parserOf(content_type, bytes_max)
    if (parser === null) return resolve(null)
    const fail = () => resolve(null)
    parser.on('field', (name, value, name_cut, value_cut) => {
      if (name_cut || value_cut) fail()
      else pairs.push([name, value])
    })
    parser.on('partsLimit', fail)
    parser.on('error', fail)
    parser.on('finish', () => resolve(pairs))
    parser.end(body)
  })
}

function parserOf(content_type: string, bytes_max: number): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { 'content-type': content_type },
      isPartAFile: () => false,
      limits: {
        fieldNameSize: NAME_BYTES_MAX,
        fieldSize: bytes_max,
        parts: PAIRS_MAX + 100, // events one a part, and what stands beside them
        headerPairs: PART_HEADERS_MAX,
        headerSize: PART_HEADER_BYTES_MAX,
      },
    })
  } catch {
    return null
  }
}
