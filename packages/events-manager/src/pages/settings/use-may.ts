import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../../client/queries.js'

/** What whoever is signed in may do here: administrators change, developers make tokens as well. */
export function useMay(): { change: boolean; tokens: boolean; test: boolean } {
  const role = useQuery(sessionQuery).data?.person.role
  const change = role === 'administrator'
  const develops = change || role === 'developer'
  return { change, tokens: develops, test: develops }
}
