import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type Pressed, readKey } from './keys.js'

/** Listens to the keys that work everywhere: `g` and a letter, `/`, `?`. Esc is for what is open. */
export function useKeys({ dataset_id, help }: { dataset_id: string | undefined; help(): void }): void {
  const navigate = useNavigate()
  const latest = useRef({ dataset_id, help })
  latest.current = { dataset_id, help }
  useEffect(() => {
    let before: Pressed = null
    const listen = (event: KeyboardEvent) => {
      if (isTyping(event)) return
      const { act, pressed } = readKey(before, event.key, event.timeStamp)
      before = pressed
      if (act === null) return
      const { dataset_id, help } = latest.current
      event.preventDefault()
      if (act.kind === 'help') help()
      if (act.kind === 'search') document.querySelector<HTMLElement>('[data-search]')?.focus()
      if (act.kind === 'home') void navigate({ to: '/' })
      if (act.kind === 'page' && dataset_id !== undefined)
        void navigate({ to: `/d/$dataset_id/${act.page}`, params: { dataset_id } })
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [navigate])
}

/** Letters belong to a field that is typed in, and shortcuts of the browser's to the browser. */
function isTyping({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing || !(target instanceof Element)) return true
  return target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]') !== null
}
