/** How a file goes out, in the order in which we would rather send it. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Events Manager as it was built: a page, and the files that it loads. */
export interface EventsManagerFiles {
  /** the text of index.html, with `__NONCE__` wherever an answer's own nonce belongs */
  index: string
  /** the files below `/assets/` by name, each with the encodings in which it is there */
  assets: ReadonlyMap<string, readonly Encoding[]>
  /** @param name  one of `assets`  @param encoding  one of that name's */
  read(name: string, encoding: Encoding): Promise<Buffer>
}
