import { Button, Group, Modal, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { words } from '../../words/words.js'

const { settings } = words

/** Asks before changes that are not saved are left behind. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={settings.leave.title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <Stack gap="md">
        <div>{settings.leave.text}</div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => proceed?.()}>
            {settings.leave.go}
          </Button>
          <Button data-autofocus onClick={() => reset?.()}>
            {settings.leave.stay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
