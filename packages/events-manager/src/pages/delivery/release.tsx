import { Button } from '@mantine/core'
import { useMay } from '../../client/use-may.js'
import { words } from '../../words/words.js'
import { useRelease } from './use-delivery-changes.js'

const { todo: said } = words.delivery

/** Lets held Purchases go. */
export function Release({ dataset_id }: { dataset_id: string }) {
  const release = useRelease(dataset_id)
  if (!useMay().change) return words.delivery.not_yours
  return (
    <Button size="xs" loading={release.isPending} onClick={() => release.mutate()}>
      {said.release}
    </Button>
  )
}
