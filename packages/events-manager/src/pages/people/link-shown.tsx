import { Modal, Stack } from '@mantine/core'
import { CodeBlock } from '../../parts/code-block.js'
import { words } from '../../words/words.js'

const { people } = words

export interface OneTimeLink {
  email: string
  /** the whole address */
  link: string
}

/** A one-time link, for the only time that it is seen. */
export const LinkShown = ({ link, onClose }: { link: OneTimeLink | null; onClose(): void }) => (
  <Modal
    opened={link !== null}
    onClose={onClose}
    size="lg"
    title={people.link_title}
    closeButtonProps={{ 'aria-label': words.parts.close }}
  >
    {link !== null && (
      <Stack gap="sm">
        <div>{people.link_text(link.email)}</div>
        <CodeBlock text={link.link} label={people.link_label} />
      </Stack>
    )}
  </Modal>
)
