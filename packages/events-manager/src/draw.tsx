import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { newRouter } from './router.js'
import { THEME, variables } from './theme/theme.js'

/** Draws the page of the browser's address, and each that is gone to. @param queries  what has been asked so far */
export function draw(queries: QueryClient, root: HTMLElement): void {
  // The policy of our pages allows styles that carry the answer's nonce, and no others.
  const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
  setNonce(nonce)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={THEME}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queries}>
          <RouterProvider router={newRouter(queries)} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
