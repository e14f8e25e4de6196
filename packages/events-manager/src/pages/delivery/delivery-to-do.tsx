import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../client/use-may.js'
import { formatDuration } from '../../format/time.js'
import { ForeignText } from '../../parts/foreign-text.js'
import { type ToDo, WhatToDo } from '../../parts/what-to-do.js'
import { words } from '../../words/words.js'
import styles from './delivery.module.css'
import { type Delivery, type DestinationDelivery, destinationsQuery } from './queries.js'
import { Release } from './release.js'
import { standingOf } from './standing.js'
import { usePause } from './use-delivery-changes.js'

const { todo: said } = words.delivery

/** What holds delivery up, each with what lets it go on. */
export function DeliveryToDo({ dataset_id, delivery }: { dataset_id: string; delivery: Delivery }) {
  const { data: settings } = useQuery(destinationsQuery(dataset_id))
  const unreadable = new Set(
    settings?.filter(({ secrets_readable }) => !secrets_readable).map(({ id }) => id),
  )
  const { purchase_hold } = delivery
  const held: ToDo[] =
    purchase_hold === null
      ? []
      : [
          {
            id: 'held',
            severity: 'error',
            title: said.held,
            text: <ForeignText text={purchase_hold.why} chars={300} />,
            fix: <Release dataset_id={dataset_id} />,
          },
        ]
  const items = delivery.data.flatMap((one) => itemsOf(one, dataset_id, unreadable.has(one.destination_id)))
  return <WhatToDo items={[...held, ...items]} />
}

function itemsOf(one: DestinationDelivery, dataset_id: string, is_unreadable: boolean): ToDo[] {
  const { destination_id, name, counts, lag_ms } = one
  const standing = standingOf(one)
  const dead = counts.refused + counts.expired
  const items: (ToDo | false)[] = [
    is_unreadable && {
      id: `unreadable-${destination_id}`,
      severity: 'error',
      title: <ForeignText text={said.unreadable(name)} />,
      text: said.unreadable_text,
      fix: <Mend dataset_id={dataset_id} />,
    },
    standing === 'stopped' && {
      id: `stopped-${destination_id}`,
      severity: 'error',
      title: <ForeignText text={said.stopped(name)} />,
      text: <ForeignText text={one.stopped?.why ?? ''} chars={200} />,
      fix: <Mend dataset_id={dataset_id} />,
    },
    standing === 'failing' && {
      id: `failing-${destination_id}`,
      severity: 'warning',
      title: <ForeignText text={said.failing(name)} />,
      text: words.delivery.standing_text.failing,
    },
    standing === 'behind' && {
      id: `behind-${destination_id}`,
      severity: 'warning',
      title: <ForeignText text={said.behind(name, formatDuration(lag_ms))} />,
      text: said.behind_text,
    },
    standing === 'paused' && {
      id: `paused-${destination_id}`,
      severity: 'info',
      title: <ForeignText text={said.paused(name)} />,
      text: said.paused_text(counts.waiting),
      fix: <Resume dataset_id={dataset_id} destination_id={destination_id} />,
    },
    dead > 0 && {
      id: `dead-${destination_id}`,
      severity: 'warning',
      title: <ForeignText text={said.dead(dead, name)} />,
      text: said.dead_text,
    },
  ]
  return items.filter((item) => item !== false)
}

function Mend({ dataset_id }: { dataset_id: string }) {
  if (!useMay().change) return words.delivery.not_yours
  return (
    <Link
      className={styles.link}
      to="/d/$dataset_id/settings/$section"
      params={{ dataset_id, section: 'delivery' }}
    >
      {words.delivery.mend}
    </Link>
  )
}

function Resume({ dataset_id, destination_id }: { dataset_id: string; destination_id: number }) {
  const pause = usePause(dataset_id)
  if (!useMay().change) return words.delivery.not_yours
  return (
    <Button
      size="xs"
      variant="default"
      loading={pause.isPending}
      onClick={() => pause.mutate({ destination_id, paused: false })}
    >
      {words.delivery.resume}
    </Button>
  )
}
