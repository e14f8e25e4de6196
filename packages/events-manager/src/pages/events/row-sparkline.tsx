import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { seriesQuery } from '../../client/books.js'
import { Sparkline } from '../../parts/sparkline.js'
import type { Range } from '../../range/range.js'
import { words } from '../../words/words.js'

const WIDTH = 84
const HEIGHT = 24
const FRESH_MS = 5 * 60_000
/** A row a little below the edge is asked for before it is scrolled to. */
const AHEAD = '200px'

interface RowSparklineProps {
  dataset_id: string
  event_name: string
  range: Range
}

/** An event over time, asked for once its row is seen: a thousand rows are not a thousand questions. */
export function RowSparkline({ dataset_id, event_name, range }: RowSparklineProps) {
  const place = useRef<HTMLSpanElement>(null)
  const is_seen = useSeen(place)
  // The minute moves the range; a sparkline of days may keep the one that it was first drawn for.
  const [asked, setAsked] = useState(range)
  const moved = Math.abs(range.until_ms - asked.until_ms) > FRESH_MS || length(range) !== length(asked)
  useEffect(() => {
    if (moved) setAsked(range)
  }, [moved, range])
  const { data } = useQuery({
    ...seriesQuery(dataset_id, asked, event_name),
    enabled: is_seen,
    staleTime: FRESH_MS,
    refetchInterval: false,
  })
  return (
    <span ref={place}>
      {data === undefined ? (
        <svg width={WIDTH} height={HEIGHT} aria-hidden />
      ) : (
        <Sparkline
          values={data.data.map(({ counted }) => counted)}
          label={words.events.sparkline(event_name.slice(0, 80))}
          width={WIDTH}
          height={HEIGHT}
        />
      )}
    </span>
  )
}

const length = ({ since_ms, until_ms }: Range): number => until_ms - since_ms

function useSeen(place: { current: Element | null }): boolean {
  const [is_seen, setSeen] = useState(false)
  useEffect(() => {
    if (place.current === null || is_seen) return
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: AHEAD },
    )
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [place, is_seen])
  return is_seen
}
