import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { words } from '../../words/words.js'
import styles from './section-nav.module.css'
import { SECTIONS, type SectionName } from './sections.js'

const { settings } = words

/** The parts of the settings, each an address. Where they are one line, the one that is shown is in sight. */
export function SectionNav({ dataset_id, at }: { dataset_id: string | undefined; at: SectionName }) {
  const list = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for again when another is shown.
  useEffect(() => {
    const shown = list.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (list.current && shown) list.current.scrollLeft = shown.offsetLeft - list.current.offsetLeft - 40
  }, [at])
  return (
    <nav ref={list} aria-label={settings.nav} className={styles.nav}>
      {SECTIONS.map((section) => (
        <Link
          key={section}
          to="/d/$dataset_id/settings/$section"
          params={{ dataset_id: dataset_id ?? '', section }}
          className={styles.nav_link}
          aria-current={section === at ? 'page' : undefined}
        >
          {settings.sections[section]}
        </Link>
      ))}
    </nav>
  )
}
