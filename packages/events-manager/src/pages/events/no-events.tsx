import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../parts/empty.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'

const said = words.events.empty

/** No event in these days: the next step, while the page watches for one. */
export const NoEvents = ({ dataset_id }: { dataset_id: string }) => (
  <Section>
    <Empty
      title={said.title}
      text={said.text}
      watching
      action={
        <Button
          renderRoot={(props) => <Link {...props} to="/d/$dataset_id/add-events" params={{ dataset_id }} />}
        >
          {said.action}
        </Button>
      }
    />
  </Section>
)
