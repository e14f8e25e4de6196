import type { PixelSettings } from '../serve/settings.js'

declare const __COUNTERSIGN_SETTINGS__: PixelSettings
const settings: PixelSettings = __COUNTERSIGN_SETTINGS__
console.debug(settings.id)
