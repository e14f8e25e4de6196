import { isAppendix } from './appendix.js'

/** SHA-256 of a text's UTF-8 bytes, as 64 lower-case hex digits. It comes in, since the core has no crypto. */
export type Sha256 = (text: string) => string

const SHA256_CHARS = 64
const MD5_CHARS = 32

/**
 * Reads a value that is hashed already: a SHA-256, or the MD5 that Meta's clients let through, in any case, with or
 * without a param builder's appendix.
 * @returns the digest in lower case, or null where the value is plain text
 * @source reference 3.3, 6.1
 */
export function digestOf(text: string): string | null {
  const bare = trimmed(text)
  return leadingDigest(bare, SHA256_CHARS) ?? leadingDigest(bare, MD5_CHARS)
}

/** The digest of this length that is the text, or that only an appendix follows. */
function leadingDigest(text: string, length: number): string | null {
  if (text.length < length) return null
  const has_more = text.length > length
  if (has_more && !(text.charCodeAt(length) === DOT && isAppendix(text.slice(length + 1)))) return null
  const digest = has_more ? text.slice(0, length) : text
  return isHex(digest) ? digest.toLowerCase() : null
}

/**
 * Whether all of a text is hex digits. Read as a number's, since the engine does that twice as fast as a loop over the
 * characters can; it would pass over white space at the end.
 */
const isHex = (text: string): boolean =>
  !mayBeSpace(text.charCodeAt(text.length - 1)) && !Number.isNaN(Number(`0x${text}`))

/** Says whether a value is a digest: used where a digest is a mistake, as in fbp. */
export const isDigest = (text: string): boolean => digestOf(text) !== null

/**
 * Says whether a digest is that of no value at all. Such a digest is shared by strangers and would match them with
 * one another, so it counts as absent.
 */
export const isHashOfNothing = (digest: string): boolean =>
  STARTS_OF_NOTHING[startOf(digest)] === 1 && HASHES_OF_NOTHING.has(digest)

const DOT = 46
/** Most values have no space around them; those are returned as they are, without work. */
function trimmed(text: string): string {
  const last = text.length - 1
  return last >= 0 && (mayBeSpace(text.charCodeAt(0)) || mayBeSpace(text.charCodeAt(last)))
    ? text.trim()
    : text
}
const mayBeSpace = (code: number): boolean => code <= 32 || code >= 128

/** SHA-256 and MD5, in this order, of: '', ' ', 'null', 'NULL', 'undefined', 'NaN', 'None', 'none',
 *  '[object Object]', '[object object]', 'objectobject', 'n/a', 'N/A', 'false', 'true', '-'. Checked in digest.test.ts. */
const HASHES_OF_NOTHING = new Set([
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'd41d8cd98f00b204e9800998ecf8427e',
  '36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068',
  '7215ee9c7d9dc229d2921a40e899ec5f',
  '74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b',
  '37a6259cc0c1dae299a7866489dff0bd',
  'fb329000228cc5a24c264c57139de8bf854fc86fc18bf1c04ab61a2b5cb4b921',
  '6c3e226b4d4795d518ab341b0824ec29',
  'eb045d78d273107348b0300c01d29b7552d622abbc6faf81b3ec55359aa9950c',
  '5e543256c480ac577d30f76f9120eb74',
  'd5b592c05dc25b5032553f1b27f4139be95e881f73db33b02b05ab20c3f9981e',
  '7ecfb3bf076a6a9635f975fe96ac97fd',
  'dc937b59892604f5a86ac96936cd7ff09e25f18ae6b758e8014a24c7fa039e91',
  '6adf97f83acf6453d4a6a4b1070f3754',
  '140bedbf9c3f6d56a9846d2ba7088798683f4da0c248231336e6a05679e4fdfe',
  '334c4a4c42fdb79d7ebc3e73b517e6f8',
  'b28c94b2195c8ed259f0b415aaee3f39b0b2920a4537611499fa044956917a21',
  '1441a7909c087dbbe7ce59881b9df8b9',
  'c9a560c74de368dcd2e6ac5544ad12a9afd32584b71a52147303479f726e0408',
  '4b29f7b6262fee8c3e8ef748e2094450',
  'a8ee4ae6008dad64e8b9e41ed626c253f1accae4c7548a0b2314ce39ef28f377',
  'd03408aabe16bb53c780fae6cf3910f9',
  'a683c5c5349f6f7fb903ba8a9e7e55d0ba1b8f03579f95be83f4954c33e81098',
  '274b68192b056e268f128ff63bfcd4a4',
  'e2f79e5b60330bba4c289962231b6ba2957d0b14e7deb3110417003c79dea635',
  '382b0f5185773fa0f67a8ed8056c7759',
  'fcbcf165908dd18a9e49f7ff27810176db8e9f63b4352213741664245224f8aa',
  '68934a3e9455fa72420237eb05902327',
  'b5bea41b6c623f7c09f1bf24dcae58ebab3c0cdd90ad966bc43a45b44867e12b',
  'b326b5062b2f0e69046810717534cb09',
  '3973e022e93220f9212c18d0d0c543ae7c309e46640da93a4a0314de999f5112',
  '336d5ebc5436534e61d16e63ddfca327',
])

/** The first two characters of those, by number: few digests share them, and looking there is cheap. */
const startOf = (digest: string): number => ((digest.charCodeAt(0) << 6) ^ digest.charCodeAt(1)) & 0x1fff
const STARTS_OF_NOTHING = new Uint8Array(0x2000)
for (const digest of HASHES_OF_NOTHING) STARTS_OF_NOTHING[startOf(digest)] = 1
