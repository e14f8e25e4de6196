export { installSnippet, noscriptImage, ORIGIN } from './install-snippet.js'
export { loadPixelFiles, type PixelFiles } from './pixel-files.js'
export { asSource, pixelScript, SETTINGS_PLACEHOLDER } from './pixel-script.js'
export { DEFAULT_PIXEL_SETTINGS, type EventRule, type PixelSettings } from './settings.js'
