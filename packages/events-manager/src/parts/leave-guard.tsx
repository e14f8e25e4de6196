import { Button, Group, Modal, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { words } from '../words/words.js'

const { unsaved } = words.parts

interface AskLeaveProps {
  onGo(): void
  onStay(): void
}

/**
 * Whether what is not saved is left behind. Drawn only while it is asked: one that stood ready would be closed by the same Esc
 * that opens it.
 */
export const AskLeave = ({ onGo, onStay }: AskLeaveProps) => (
  <Modal opened onClose={onStay} title={unsaved.title} closeButtonProps={{ 'aria-label': words.parts.close }}>
    <Stack gap="md">
      <div>{unsaved.text}</div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onGo}>
          {unsaved.go}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {unsaved.stay}
        </Button>
      </Group>
    </Stack>
  </Modal>
)

/**
 * Holds whoever leaves a page whose changes are not saved. Another state of the same page is no leaving.
 * @param asks_back  going back or forth closes what is open: then it holds on the same page, too
 */
export const useLeaveGuard = (dirty: boolean, asks_back: boolean) =>
  useBlocker({
    shouldBlockFn: ({ current, next, action }) =>
      dirty &&
      (current.pathname !== next.pathname || (asks_back && action !== 'PUSH' && action !== 'REPLACE')),
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })

/** Asks before a page is left whose changes are not saved. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const { status, proceed, reset } = useLeaveGuard(dirty, false)
  if (status !== 'blocked') return null
  return <AskLeave onGo={proceed} onStay={reset} />
}
