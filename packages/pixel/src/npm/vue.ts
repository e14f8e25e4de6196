import type { Plugin } from 'vue'
import type { PixelOptions } from './load.js'
import { type Pixel, pixel, startPixel } from './pixel.js'

/**
 * A plugin that loads the pixel and sends the first PageView: `app.use(createPixel({ host, dataset_id }))`. Those
 * that follow the pixel sends by itself when the page's address changes. On a server it does nothing.
 */
export const createPixel = (options: PixelOptions): Plugin => ({ install: () => startPixel(options) })

/** The pixel's functions, in `setup` or anywhere else: what is reported before the pixel is loaded waits. */
export const usePixel = (): Pixel => pixel
