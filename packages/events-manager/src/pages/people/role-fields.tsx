import { MultiSelect, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { datasetsQuery } from '../../client/queries.js'
import type { Role } from '../../client/shapes.js'
import { words } from '../../words/words.js'

const { people } = words
const ROLES: readonly Role[] = ['administrator', 'developer', 'analyst']

export interface Rights {
  role: Role
  datasets: 'all' | string[]
}

/** What somebody may do, and to which datasets. An administrator sees all of them. */
export function RoleFields({ rights, onChange }: { rights: Rights; onChange(rights: Rights): void }) {
  const { data: datasets = [] } = useQuery(datasetsQuery)
  const { role } = rights
  return (
    <>
      <Radio.Group
        label={people.role}
        value={role}
        onChange={(value) => {
          const chosen = ROLES.find((each) => each === value) ?? role
          onChange({ role: chosen, datasets: chosen === 'administrator' ? 'all' : rights.datasets })
        }}
      >
        <Stack gap={8} mt={6}>
          {ROLES.map((each) => (
            <Radio key={each} value={each} label={people.roles[each]} description={people.role_says[each]} />
          ))}
        </Stack>
      </Radio.Group>
      {role !== 'administrator' && (
        <MultiSelect
          searchable
          label={people.datasets}
          description={people.datasets_hint}
          data={datasets.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
          value={rights.datasets === 'all' ? [] : rights.datasets}
          onChange={(ids) => onChange({ role, datasets: ids.length === 0 ? 'all' : ids })}
        />
      )}
    </>
  )
}
