import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import './theme/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { type AnyRoute, RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { newQueryClient } from './client/query-client.js'
import { newRouter } from './router.js'
import { THEME, variables } from './theme/theme.js'

// The policy of our pages allows styles that carry the answer's nonce, and no others.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
setNonce(nonce)

const queries = newQueryClient()
const router = newRouter(queries)
// The page's code is asked for beside who is signed in, not after it. Where it does not come, the router says so.
const routes: { readonly [id: string]: AnyRoute | undefined } = router.routesById
for (const { routeId } of router.matchRoutes(router.latestLocation)) {
  const route = routes[String(routeId)]
  if (route !== undefined) router.loadRouteChunk(route)?.catch(() => undefined)
}
const place = document.getElementById('root')
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={THEME}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
