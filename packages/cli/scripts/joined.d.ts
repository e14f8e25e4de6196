export const JOINED: URL
export const MAIN: URL
export function isJoined(packages?: URL, main?: URL): boolean
