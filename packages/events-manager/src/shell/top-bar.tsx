import { Link, useLocation } from '@tanstack/react-router'
import { Mark } from '../parts/mark.js'
import { RangePicker } from '../parts/range-picker.js'
import { words } from '../words/words.js'
import { AccountMenu } from './account-menu.js'
import { DatasetSwitcher } from './dataset-switcher.js'
import { LiveDot } from './live-dot.js'
import { SearchBox } from './search-box.js'
import { ThemeMenu } from './theme-menu.js'
import styles from './top-bar.module.css'

/** Pages that look at a range of days; on the others the picker would choose nothing. */
const RANGED = new Set(['overview', 'events', 'orders', 'delivery'])

/** Which dataset, which days, whether it is live, in which theme, and who. */
export function TopBar({ dataset_id }: { dataset_id: string | undefined }) {
  const place = useLocation().pathname.split('/')[3] ?? ''
  return (
    <section className={styles.bar} aria-label={words.shell.top}>
      <Link to="/" className={styles.home} aria-label={words.shell.home} title={words.shell.data_sources}>
        <Mark size={22} />
        {dataset_id === undefined && <span className={styles.product}>{words.shell.product}</span>}
      </Link>
      {dataset_id !== undefined && <DatasetSwitcher dataset_id={dataset_id} />}
      <div className={styles.space} />
      {dataset_id !== undefined && <SearchBox dataset_id={dataset_id} />}
      {dataset_id !== undefined && RANGED.has(place) && <RangePicker />}
      <LiveDot />
      <ThemeMenu />
      <AccountMenu />
    </section>
  )
}
