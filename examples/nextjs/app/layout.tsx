import type { ReactNode } from 'react'
import { Pixel } from './pixel'

export const metadata = { title: 'A shop in Next.js' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Pixel>{children}</Pixel>
      </body>
    </html>
  )
}
