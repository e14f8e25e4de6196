import { Menu } from '@mantine/core'
import IconDots from '@tabler/icons-react/icons/IconDots'
import IconLayoutSidebarLeftCollapse from '@tabler/icons-react/icons/IconLayoutSidebarLeftCollapse'
import IconLayoutSidebarLeftExpand from '@tabler/icons-react/icons/IconLayoutSidebarLeftExpand'
import { Link, useLocation } from '@tanstack/react-router'
import { words } from '../words/words.js'
import { PAGES } from './pages.js'
import styles from './rail.module.css'

interface RailProps {
  dataset_id: string
  narrow: boolean
  onTurn(): void
}

/** On small screens so many stand in the bar below; the others are behind `All pages`. */
const IN_BAR = 4

/** The pages of a dataset: at the side, or in a bar below where the screen is small. */
export function Rail({ dataset_id, narrow, onTurn }: RailProps) {
  const { pathname } = useLocation()
  const here = pathname.split('/')[3]
  const Turn = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const turn = narrow ? words.shell.expand : words.shell.collapse
  return (
    <nav className={styles.rail} aria-label={words.shell.navigation} data-narrow={narrow || undefined}>
      <ul className={styles.list}>
        {PAGES.map(({ page, icon: Icon }, at) => (
          <li key={page} className={styles.entry} data-in-bar={at < IN_BAR || undefined}>
            <Link
              to={`/d/$dataset_id/${page}`}
              params={{ dataset_id }}
              className={styles.link}
              aria-current={isHere(page, here) ? 'page' : undefined}
              title={narrow ? words.shell.pages[page] : undefined}
            >
              <Icon size={18} aria-hidden />
              <span className={styles.name}>{words.shell.pages[page]}</span>
            </Link>
          </li>
        ))}
        <li className={styles.more}>
          <Menu position="top-end" width={200}>
            <Menu.Target>
              <button type="button" className={styles.link}>
                <IconDots size={18} aria-hidden />
                <span className={styles.name}>{words.shell.menu}</span>
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {PAGES.slice(IN_BAR).map(({ page, icon: Icon }) => (
                <Menu.Item
                  key={page}
                  leftSection={<Icon size={16} aria-hidden />}
                  renderRoot={(props) => (
                    <Link to={`/d/$dataset_id/${page}`} params={{ dataset_id }} {...props} />
                  )}
                >
                  {words.shell.pages[page]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </li>
      </ul>
      <button type="button" className={styles.turn} onClick={onTurn} aria-label={turn} title={turn}>
        <Turn size={18} aria-hidden />
      </button>
    </nav>
  )
}

/** What is reached through a page counts as being on it. */
const WITHIN: { [place: string]: string } = { counted: 'events', check: 'diagnostics' }
const isHere = (page: string, place = ''): boolean => (WITHIN[place] ?? place) === page
