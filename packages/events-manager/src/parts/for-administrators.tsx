import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sessionQuery } from '../client/queries.js'
import { words } from '../words/words.js'
import { Empty } from './empty.js'
import { Page } from './page.js'

const { people } = words

/** A page that the server answers to administrators alone: others are told so, and nothing is asked that is refused. */
export function ForAdministrators({ title, children }: { title: string; children: ReactNode }) {
  const person = useQuery(sessionQuery).data?.person
  if (person === undefined || person.role === 'administrator') return children
  return (
    <Page title={title} narrow>
      <Empty title={people.refused_title} text={people.refused_text} />
    </Page>
  )
}
