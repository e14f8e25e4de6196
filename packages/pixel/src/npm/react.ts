import { type ReactNode, useEffect, useInsertionEffect, useRef } from 'react'
import type { PixelOptions } from './load.js'
import { type Pixel, pixel, startPixel } from './pixel.js'

export type PixelProviderProps = PixelOptions & {
  readonly children?: ReactNode
  /**
   * Only for a router that leaves the page's address alone: a PageView follows each change of this text, and the
   * pixel no longer follows the address.
   */
  readonly route?: string | undefined
}

/**
 * Loads the pixel and sends the first PageView. Those that follow the pixel sends by itself when the page's
 * address changes. Renders its children and nothing else, on a server too. A change of `consent` is told to the
 * pixel; user data may come later.
 */
export function PixelProvider({ children, route, ...options }: PixelProviderProps): ReactNode {
  // Insertion effects come before every effect of the children, whose events would else precede `init`. It runs
  // after each render: what is there already costs a look, and user data may have come.
  useInsertionEffect(() => startPixel(route === undefined ? options : { ...options, disablePushState: true }))
  useChange(route, () => pixel.pageView())
  useChange(options.consent, (consent) => pixel.consent(consent === 'revoked' ? 'revoke' : 'grant'))
  return children
}

/** Tells of each new value after the first, which `startPixel` has told. Strict Mode's second run is none. */
function useChange<T>(value: T | undefined, tell: (value: T) => void): void {
  const told = useRef(value)
  useEffect(() => {
    if (told.current === value) return
    told.current = value
    if (value !== undefined) tell(value)
  })
}

/** The pixel's functions. It needs no provider above: what is reported before the pixel is loaded waits. */
export const usePixel = (): Pixel => pixel
