import { Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { CodeBlock } from '../../parts/code-block.js'
import { words } from '../../words/words.js'

interface SecretShownProps {
  title: string
  text: ReactNode
  /** what the secret is, for those who do not see it */
  label: string
  secret: string
  onClose(): void
}

/** A secret, for the only time that it is seen. A press beside it does not close it. */
export const SecretShown = ({ title, text, label, secret, onClose }: SecretShownProps) => (
  <Modal
    opened
    onClose={onClose}
    size="lg"
    title={title}
    closeOnClickOutside={false}
    closeButtonProps={{ 'aria-label': words.parts.close }}
  >
    <Stack gap="sm">
      <div>{text}</div>
      <CodeBlock text={secret} label={label} />
    </Stack>
  </Modal>
)
