import { Checkbox, NativeSelect } from '@mantine/core'
import { useAddress } from '../../address.js'
import { FilterField } from '../../parts/filter-field.js'
import { words } from '../../words/words.js'
import styles from './events.module.css'
import { PATHS } from './filter.js'

const said = words.events

/** Which events are listed: by a part of their name, by path, with problems only. All of it is in the address. */
export function EventFilters() {
  const { search, set } = useAddress()
  const replace = { replace: true }
  return (
    <div className={styles.filters}>
      <FilterField
        name="name"
        className={styles.name_filter}
        size="xs"
        type="search"
        aria-label={said.filter}
        placeholder={said.filter}
        maxLength={200}
      />
      <NativeSelect
        className={styles.path_filter}
        size="xs"
        aria-label={said.path}
        value={search.path ?? ''}
        onChange={({ currentTarget: { value } }) => set({ path: value || undefined }, replace)}
        data={[
          { value: '', label: said.paths.any },
          ...PATHS.map((path) => ({ value: path, label: said.paths[path] })),
        ]}
      />
      <Checkbox
        size="xs"
        label={said.only_problems}
        checked={search.problems === '1'}
        onChange={({ currentTarget: { checked } }) => set({ problems: checked ? '1' : undefined }, replace)}
      />
    </div>
  )
}
