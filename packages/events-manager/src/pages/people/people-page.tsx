import { Button } from '@mantine/core'
import IconUserPlus from '@tabler/icons-react/icons/IconUserPlus'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useAddress } from '../../address.js'
import { sessionQuery } from '../../client/queries.js'
import { Answer } from '../../parts/answer.js'
import { DataTable } from '../../parts/data-table.js'
import { Failed } from '../../parts/failed.js'
import { ForAdministrators } from '../../parts/for-administrators.js'
import { Page, Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { words } from '../../words/words.js'
import { columnsFor } from './columns.js'
import { Invite } from './invite.js'
import { LinkShown, type OneTimeLink } from './link-shown.js'
import { peopleQuery } from './people-query.js'

const { people } = words

/** Who may sign in, as what, to which datasets. For administrators. */
export const PeoplePage = () => (
  <ForAdministrators title={people.title} refused={people.refused}>
    <PeopleShown />
  </ForAdministrators>
)

function PeopleShown() {
  const listed = useQuery(peopleQuery)
  const own_id = useQuery(sessionQuery).data?.person.id
  const { search, set } = useAddress()
  const [link, setLink] = useState<OneTimeLink | null>(null)
  const columns = useMemo(() => columnsFor(own_id, setLink), [own_id])
  const rows = listed.data
  return (
    <Page
      title={people.title}
      answer={
        rows && <Answer>{people.answer(rows.filter((each) => each.disabled_at_ms === null).length)}</Answer>
      }
      actions={
        <Button
          size="xs"
          leftSection={<IconUserPlus size={15} aria-hidden />}
          onClick={() => set({ open: 'invite' })}
        >
          {people.invite}
        </Button>
      }
    >
      <Section flush>
        {listed.error !== null && (
          <Failed
            what={people.what}
            error={listed.error}
            since_ms={listed.errorUpdatedAt}
            retry={listed.refetch}
            inline={rows !== undefined}
          />
        )}
        {listed.isPending && <TableSkeleton columns={5} />}
        {rows && (
          <DataTable
            label={people.table}
            columns={columns}
            rows={rows}
            id={({ id }) => id}
            sort={search.sort ?? 'email'}
            onSort={(sort) => set({ sort }, { replace: true })}
          />
        )}
      </Section>
      <Invite onLink={setLink} />
      <LinkShown link={link} onClose={() => setLink(null)} />
    </Page>
  )
}
