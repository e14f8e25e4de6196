import { Page } from '../../parts/page.js'

export function PeoplePage() {
  return <Page title="People">{null}</Page>
}
