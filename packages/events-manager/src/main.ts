import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import './theme/base.css'
import { newQueryClient } from './client/query-client.js'
import { beginPlace } from './places.js'

// All of this is small and runs while most of the script is still on its way: that is when a page's code and data are asked for.
const queries = newQueryClient()
beginPlace(queries, location)
const root = document.getElementById('root')
if (root !== null)
  import('./draw.js').then(
    ({ draw }) => draw(queries, root),
    () => {
      // Nothing of ours is there that could say it better.
      root.textContent = root.getAttribute('data-not-loaded')
    },
  )
