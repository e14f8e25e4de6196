import { call } from './call.js'
import { loadPixel, type PixelOptions } from './load.js'
import { consent, dataProcessingOptions, pageView, track, trackCustom } from './track.js'

/** What `usePixel()` gives: the same functions as the package's, always the same object. */
export const pixel = { consent, dataProcessingOptions, fbq: call, pageView, track, trackCustom } as const
export type Pixel = typeof pixel

/** Loads the pixel and sends the first PageView of the datasets that were not there before. */
export function startPixel(options: PixelOptions): void {
  if (loadPixel(options).length > 0) pageView()
}
