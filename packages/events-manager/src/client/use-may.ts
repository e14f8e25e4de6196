import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from './queries.js'

/**
 * What whoever is signed in may do beside looking, in the words by which the server's routes say what they ask
 * (`config.may`). The role alone decides: of a dataset that is not theirs people see no page. While nobody is signed in,
 * nothing may be done.
 */
export function useMay(): { change: boolean; tokens: boolean; test: boolean } {
  const role = useQuery(sessionQuery).data?.person.role
  const change = role === 'administrator'
  const develops = change || role === 'developer'
  return { change, tokens: develops, test: develops }
}
