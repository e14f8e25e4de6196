import { Page } from '../../parts/page.js'

export function NewPage() {
  return <Page title="New dataset">{null}</Page>
}
