import { Drawer } from '@mantine/core'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { words } from '../words/words.js'
import { AskLeave, useLeaveGuard } from './leave-guard.js'

const TellUnsaved = createContext<(unsaved: boolean) => void>(() => {})

/** A form inside a FormDrawer says whether something was typed that is not saved. */
export function useUnsaved(unsaved: boolean): void {
  const tell = useContext(TellUnsaved)
  useLayoutEffect(() => {
    tell(unsaved)
    return () => tell(false)
  }, [tell, unsaved])
}

interface FormDrawerProps {
  opened: boolean
  title: string
  size?: number
  onClose(): void
  children: ReactNode
}

/** A drawer with a form in it: with something in it that is not saved, it asks before it closes. */
export function FormDrawer({ opened, title, size = 600, onClose, children }: FormDrawerProps) {
  const [unsaved, setUnsaved] = useState(false)
  const [closing, setClosing] = useState(false)
  // Esc may come before what was typed is drawn: whoever closes reads what is so now, not what was drawn last.
  const is_unsaved = useRef(false)
  const tell = useCallback((is: boolean) => {
    is_unsaved.current = is
    setUnsaved(is)
  }, [])
  const { status, proceed, reset } = useLeaveGuard(opened && unsaved, true)
  const asking = closing || status === 'blocked'
  return (
    <Drawer
      opened={opened}
      onClose={() => (is_unsaved.current ? setClosing(true) : onClose())}
      position="right"
      size={size}
      title={title}
      closeButtonProps={{ 'aria-label': words.parts.close }}
      overlayProps={{ backgroundOpacity: 0.25 }}
      // The question over it has the keys to itself.
      closeOnEscape={!asking}
    >
      <TellUnsaved value={tell}>{opened && children}</TellUnsaved>
      {asking && (
        <AskLeave
          onStay={() => {
            setClosing(false)
            reset?.()
          }}
          onGo={() => {
            setClosing(false)
            if (proceed) proceed()
            else onClose()
          }}
        />
      )}
    </Drawer>
  )
}
