import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, dataOf } from '../../client/client.js'
import { showNotice } from '../../parts/notice.js'
import { words } from '../../words/words.js'

const ROOT = '/api/datasets/{dataset_id}'

/** After a change the figures are asked for again, whether it was taken or not. */
function useFresh(dataset_id: string) {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      ['delivery', 'destinations'].map((key) => queries.invalidateQueries({ queryKey: [key, dataset_id] })),
    )
}

interface Pausing {
  destination_id: number
  paused: boolean
}

/** Pauses or resumes a destination, says so, and offers to take it back. */
export function usePause(dataset_id: string) {
  const fresh = useFresh(dataset_id)
  const pause: UseMutationResult<unknown, Error, Pausing> = useMutation({
    mutationFn: ({ destination_id, paused }: Pausing) =>
      dataOf(
        api.PATCH(`${ROOT}/destinations/{destination_id}`, {
          params: { path: { dataset_id, destination_id: String(destination_id) } },
          body: { paused },
        }),
      ),
    onSuccess: (_answer, { destination_id, paused }) =>
      showNotice({
        text: paused ? words.delivery.paused : words.delivery.resumed,
        undo: () => pause.mutate({ destination_id, paused: !paused }),
      }),
    onError: sayFailed,
    onSettled: fresh,
  })
  return pause
}

/** Asks a destination what its token is good for. */
export function useTokenCheck(dataset_id: string, destination_id: number) {
  const path = { dataset_id, destination_id: String(destination_id) }
  return useMutation({
    mutationFn: () =>
      dataOf(api.POST(`${ROOT}/destinations/{destination_id}/check-token`, { params: { path } })),
  })
}

/** Resends all of a code, however many requests that takes. */
export function useResendCode(dataset_id: string, destination_id: number) {
  return useMutation({
    mutationFn: async (code: string) => {
      let all = 0
      for (;;) {
        const params = { path: { dataset_id, destination_id: String(destination_id) } }
        const { resent, is_more } = await dataOf(
          api.POST(`${ROOT}/delivery/{destination_id}/resend`, { params, body: { code } }),
        )
        all += resent
        if (!is_more || resent === 0) return all
      }
    },
    onSuccess: (resent) => showNotice({ text: words.delivery.dead.resent(resent) }),
    onError: sayFailed,
    onSettled: useFresh(dataset_id),
  })
}

/** Resends one letter; with an event, that is sent in place of what was. */
export function useResendLetter(dataset_id: string, destination_id: number, letter_id: string) {
  const path = { dataset_id, destination_id: String(destination_id), letter_id }
  const url = `${ROOT}/delivery/{destination_id}/letters/{letter_id}` as const
  return useMutation({
    mutationFn: async (event: { [key: string]: unknown } | null) => {
      if (event !== null) await dataOf(api.PATCH(url, { params: { path }, body: { event: event as never } }))
      return dataOf(api.POST(`${url}/resend`, { params: { path } }))
    },
    onSuccess: ({ resent }) => showNotice({ text: words.delivery.dead.resent(resent) }),
    onSettled: useFresh(dataset_id),
  })
}

/** Lets Purchases go that were held. */
export function useRelease(dataset_id: string) {
  return useMutation({
    mutationFn: () => dataOf(api.POST(`${ROOT}/orders/release`, { params: { path: { dataset_id } } })),
    onSuccess: () => showNotice({ text: words.delivery.todo.released }),
    onError: sayFailed,
    onSettled: useFresh(dataset_id),
  })
}

const sayFailed = (error: Error) => showNotice({ text: error.message })
