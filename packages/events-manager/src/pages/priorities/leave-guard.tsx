import { Button, Group, Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { words } from '../../words/words.js'

const { draft: said } = words.priorities

/** Asks before a page is left whose changes are not saved. Another state of the same page is no leaving. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Modal
      opened
      onClose={blocker.reset}
      title={said.leave_title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
    >
      <p>{said.leave_text}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={blocker.proceed}>
          {said.leave}
        </Button>
        <Button onClick={blocker.reset} data-autofocus>
          {said.stay}
        </Button>
      </Group>
    </Modal>
  )
}
