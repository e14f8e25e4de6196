import { PixelProvider } from '@countersign/pixel/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { countersign } from './countersign.ts'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <PixelProvider {...countersign}>
      <App />
    </PixelProvider>
  </StrictMode>,
)
