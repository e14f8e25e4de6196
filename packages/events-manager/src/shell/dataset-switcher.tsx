import { Button, Combobox, useCombobox } from '@mantine/core'
import IconSelector from '@tabler/icons-react/icons/IconSelector'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { datasetsQuery } from '../client/queries.js'
import { words } from '../words/words.js'
import { PAGES } from './pages.js'
import styles from './top-bar.module.css'

/** As many are shown; the others are found by typing. */
const SHOWN_MAX = 50

/** Which dataset is looked at; another one opens on the same page. */
export function DatasetSwitcher({ dataset_id }: { dataset_id: string }) {
  const { data: datasets = [] } = useQuery(datasetsQuery)
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const place = useLocation().pathname.split('/')[3]
  const combobox = useCombobox({ onDropdownClose: () => setTyped('') })
  const name = datasets.find(({ id }) => id === dataset_id)?.name ?? dataset_id
  const wanted = typed.trim().toLowerCase()
  const found = datasets.filter(
    (each) => each.name.toLowerCase().includes(wanted) || each.id.includes(wanted),
  )
  const go = (id: string) => {
    combobox.closeDropdown()
    const page = PAGES.find((each) => each.page === place)?.page ?? 'overview'
    void navigate({ to: `/d/$dataset_id/${page}`, params: { dataset_id: id } })
  }
  return (
    <Combobox
      withinPortal={false}
      // Else it is drawn with every page, and where it would stand is worked out before anything is seen.
      keepMounted={false}
      store={combobox}
      onOptionSubmit={go}
      width={320}
      position="bottom-start"
      shadow="md"
    >
      <Combobox.Target targetType="button">
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={styles.switch}
          rightSection={<IconSelector size={14} aria-hidden />}
          onClick={() => combobox.toggleDropdown()}
          aria-label={`${words.shell.switch_dataset}: ${name}`}
        >
          <bdi className={styles.switch_name}>{name}</bdi>
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={words.shell.find_dataset}
          aria-label={words.shell.find_dataset}
        />
        <Combobox.Options mah={320} aria-label={words.shell.switch_dataset}>
          {found.slice(0, SHOWN_MAX).map((each) => (
            <Combobox.Option key={each.id} value={each.id} active={each.id === dataset_id}>
              <span className={styles.found}>
                <bdi>{each.name}</bdi>
                <span className={styles.found_id}>{each.id}</span>
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.shell.no_dataset_found}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
