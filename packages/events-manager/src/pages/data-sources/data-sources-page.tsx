import { Page } from '../../parts/page.js'

export function DataSourcesPage() {
  return <Page title="Data sources">{null}</Page>
}
