import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../client/client.js'
import type { PersonListed } from '../../client/shapes.js'

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async () => (await ask<{ data: PersonListed[] }>('GET', '/api/people')).data,
})
