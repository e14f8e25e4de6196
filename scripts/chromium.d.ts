export function findChromium(): string | undefined
export function findOrGetChromium(): string | undefined
export const HOW_TO_GET_CHROMIUM: string
