import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sessionQuery } from '../client/queries.js'
import { useMay } from '../client/use-may.js'
import { Empty } from './empty.js'
import { Page } from './page.js'

interface ForAdministratorsProps {
  title: string
  /** what others are told */
  refused: { title: string; text: string }
  children: ReactNode
}

/** A page that the server answers to administrators alone: others are told so, and nothing is asked that is refused. */
export function ForAdministrators({ title, refused, children }: ForAdministratorsProps) {
  const { data: session } = useQuery(sessionQuery)
  const may = useMay()
  // Nobody is signed in: what asks for that is on its way, and nobody is to be told of roles.
  if (!session || may.change) return children
  return (
    <Page title={title} narrow>
      <Empty title={refused.title} text={refused.text} />
    </Page>
  )
}
