'use client'

import { PixelProvider } from '@countersign/pixel/react'
import type { ReactNode } from 'react'

/** Loads the pixel in the browser. PageViews of later routes it sends by itself. */
export function Pixel({ children }: { children: ReactNode }) {
  return (
    <PixelProvider
      host={process.env.NEXT_PUBLIC_COUNTERSIGN_HOST ?? ''}
      dataset_id={process.env.NEXT_PUBLIC_COUNTERSIGN_DATASET_ID ?? ''}
    >
      {children}
    </PixelProvider>
  )
}
