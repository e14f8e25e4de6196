import { ActionIcon, Menu } from '@mantine/core'
import IconHistory from '@tabler/icons-react/icons/IconHistory'
import IconLogout from '@tabler/icons-react/icons/IconLogout'
import IconUser from '@tabler/icons-react/icons/IconUser'
import IconUserCircle from '@tabler/icons-react/icons/IconUserCircle'
import IconUsers from '@tabler/icons-react/icons/IconUsers'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../client/client.js'
import { sessionQuery } from '../client/queries.js'
import { useMay } from '../client/use-may.js'
import { words } from '../words/words.js'

const { account } = words.shell

/** Who is signed in, what is theirs, and the way out. */
export function AccountMenu() {
  const person = useQuery(sessionQuery).data?.person
  const may = useMay()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await ask('DELETE', '/api/session')
    // What one person saw is nothing for the next on this browser.
    queries.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={account.label}>
          <IconUserCircle size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {person && <Menu.Label>{person.email}</Menu.Label>}
        <Menu.Item leftSection={<IconUser size={16} aria-hidden />} component={Link} to="/account">
          {account.account}
        </Menu.Item>
        {may.change && (
          <>
            <Menu.Item leftSection={<IconUsers size={16} aria-hidden />} component={Link} to="/people">
              {account.people}
            </Menu.Item>
            <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} component={Link} to="/audit">
              {account.audit}
            </Menu.Item>
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {account.out}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
