import { Page } from '../../parts/page.js'

export function SignInPage() {
  return <Page title="Sign in">{null}</Page>
}
