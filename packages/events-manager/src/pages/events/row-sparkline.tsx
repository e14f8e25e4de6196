import { Sparkline } from '../../parts/sparkline.js'
import { words } from '../../words/words.js'

const WIDTH = 84
const HEIGHT = 24

/** An event over time. @param counted  undefined: it is on its way, or too few were counted for a line */
export const RowSparkline = ({
  event_name,
  counted,
}: {
  event_name: string
  counted: readonly number[] | undefined
}) =>
  counted === undefined ? (
    <svg width={WIDTH} height={HEIGHT} aria-hidden />
  ) : (
    <Sparkline
      values={counted}
      label={words.events.sparkline(event_name.slice(0, 80))}
      width={WIDTH}
      height={HEIGHT}
    />
  )
