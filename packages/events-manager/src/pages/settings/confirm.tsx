import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Refusal } from '../../parts/refusal.js'
import { words } from '../../words/words.js'

interface ConfirmProps {
  title: string
  /** what happens, and what does not come back */
  children: ReactNode
  /** the verb on the button */
  action: string
  error: unknown
  busy: boolean
  onClose(): void
  onConfirm(): void
}

/** For what is done at once and is made anew rather than undone. */
export const Confirm = ({ title, children, action, error, busy, onClose, onConfirm }: ConfirmProps) => (
  <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.parts.close }}>
    <Stack gap="md">
      <div>{children}</div>
      <Refusal error={error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.parts.cancel}
        </Button>
        <Button color="red.8" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Stack>
  </Modal>
)
