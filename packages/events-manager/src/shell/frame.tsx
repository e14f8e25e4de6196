import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { sessionQuery } from '../client/queries.js'
import { Notices } from '../parts/notice.js'
import { words } from '../words/words.js'
import styles from './frame.module.css'
import { KeyList } from './key-list.js'
import { Offline } from './offline.js'
import { Rail } from './rail.js'
import { TopBar } from './top-bar.js'
import { useKeys } from './use-keys.js'

const NARROW = 'countersign-rail-narrow'

/** What stands around every page of whoever is signed in: the rail, the top bar, the keys. */
export function Frame() {
  const { dataset_id } = useParams({ strict: false })
  const [narrow, setNarrow] = useState(() => localStorage.getItem(NARROW) === 'yes')
  const [keys_shown, setKeysShown] = useState(false)
  const main = useRef<HTMLElement>(null)
  useKeys({ dataset_id, help: () => setKeysShown(true) })
  useFocusOnNavigation(main)
  useSignInWhenSignedOut()
  const turn = () => {
    localStorage.setItem(NARROW, narrow ? 'no' : 'yes')
    setNarrow(!narrow)
  }
  return (
    <div className={styles.frame} data-rail={dataset_id === undefined ? 'none' : narrow ? 'narrow' : 'wide'}>
      <a className={styles.skip} href="#content">
        {words.shell.skip}
      </a>
      <TopBar dataset_id={dataset_id} />
      {dataset_id !== undefined && <Rail dataset_id={dataset_id} narrow={narrow} onTurn={turn} />}
      <main id="content" ref={main} className={styles.main} tabIndex={-1}>
        <Offline />
        <Outlet />
      </main>
      <Notices />
      <KeyList
        opened={keys_shown}
        onClose={() => setKeysShown(false)}
        has_dataset={dataset_id !== undefined}
      />
    </div>
  )
}

/** After going to another page, the focus is on its heading: it is read out, and Tab goes on from there. */
function useFocusOnNavigation(main: { readonly current: HTMLElement | null }): void {
  const { pathname } = useLocation()
  const seen = useRef(pathname)
  useEffect(() => {
    if (seen.current === pathname) return
    seen.current = pathname
    const focus = () => {
      const heading = main.current?.querySelector<HTMLElement>('h1')
      heading?.focus({ preventScroll: true })
      return heading != null
    }
    if (focus() || main.current === null) return
    // The page's code is still on its way: its heading comes with it.
    const watch = new MutationObserver(() => focus() && watch.disconnect())
    watch.observe(main.current, { childList: true, subtree: true })
    return () => watch.disconnect()
  }, [pathname, main])
}

/** A session that ended meanwhile: the next answer says so, and this leads to signing in and back. */
function useSignInWhenSignedOut(): void {
  const { data: session } = useQuery(sessionQuery)
  const { href } = useLocation()
  const navigate = useNavigate()
  useEffect(() => {
    if (session === null) void navigate({ to: '/sign-in', search: { back: href } })
  }, [session, href, navigate])
}
