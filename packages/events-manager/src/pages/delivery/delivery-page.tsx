import { Page } from '../../parts/page.js'
import { useDataset } from '../../range/use-range.js'
import { words } from '../../words/words.js'

export function DeliveryPage() {
  const dataset = useDataset()
  return (
    <Page title={words.shell.pages.delivery} {...(dataset && { dataset: dataset.name })}>
      {null}
    </Page>
  )
}
