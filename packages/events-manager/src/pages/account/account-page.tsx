import { Page } from '../../parts/page.js'

export function AccountPage() {
  return <Page title="Account">{null}</Page>
}
