import { type RefObject, useEffect, useRef } from 'react'

/** For a form: once it was refused, the first field that is wrong is gone to. @param error  of the last try */
export function useFocusOnFault(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])
  return form
}
