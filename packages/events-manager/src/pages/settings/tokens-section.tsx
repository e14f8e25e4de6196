import { Button } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import type { Dataset } from '../../client/queries.js'
import { useMay } from '../../client/use-may.js'
import { Confirm } from '../../parts/confirm.js'
import { DataTable } from '../../parts/data-table.js'
import { Empty } from '../../parts/empty.js'
import { Failed } from '../../parts/failed.js'
import { showNotice } from '../../parts/notice.js'
import { Section } from '../../parts/page.js'
import { TableSkeleton } from '../../parts/skeletons.js'
import { zoneOf } from '../../range/use-range.js'
import { words } from '../../words/words.js'
import { NewToken } from './new-token.js'
import { type Token, tokensQuery } from './queries.js'
import { SecretShown } from './secret-shown.js'
import styles from './settings.module.css'
import { tokenColumns } from './token-columns.js'

const { tokens } = words.settings

/** Which servers may send events: make a token, see it once, revoke it. */
export function TokensSection({ dataset }: { dataset: Dataset }) {
  const listed = useQuery(tokensQuery(dataset.id))
  const { search, set } = useAddress()
  const may = useMay()
  const [access_token, setAccessToken] = useState<string | null>(null)
  const open = (what: string | undefined) => set({ open: what }, { replace: what === undefined })
  const rows = listed.data
  const revoked = rows?.find(({ id }) => search.open === `revoke:${id}`)
  const make = may.tokens && (
    <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => open('new')}>
      {tokens.new}
    </Button>
  )
  return (
    <>
      {!may.tokens && <p className={styles.read_only}>{tokens.refused}</p>}
      <Section title={tokens.table} actions={make} flush>
        {listed.error !== null && (
          <Failed
            what={tokens.what}
            error={listed.error}
            since_ms={listed.errorUpdatedAt}
            retry={listed.refetch}
            inline={rows !== undefined}
          />
        )}
        {listed.isPending && <TableSkeleton rows={3} columns={4} />}
        {rows && (
          <DataTable
            label={tokens.table}
            columns={tokenColumns(zoneOf(dataset), may.tokens ? (id) => open(`revoke:${id}`) : null)}
            rows={rows}
            id={({ id }) => id}
            sort={search.sort ?? '-created'}
            onSort={(sort) => set({ sort }, { replace: true })}
            empty={<Empty title={tokens.empty_title} text={tokens.empty_text} action={make} />}
          />
        )}
      </Section>
      {search.open === 'new' && may.tokens && (
        <NewToken
          dataset_id={dataset.id}
          onClose={() => open(undefined)}
          onCreated={(made) => {
            open(undefined)
            setAccessToken(made)
          }}
        />
      )}
      {access_token !== null && (
        <SecretShown
          title={tokens.shown_title}
          text={tokens.shown_text}
          label={tokens.shown_label}
          secret={access_token}
          onClose={() => setAccessToken(null)}
        />
      )}
      {revoked && revoked.revoked_at_ms === null && may.tokens && (
        <Revoke token={revoked} onClose={() => open(undefined)} />
      )}
    </>
  )
}

function Revoke({ token: { id, dataset_id, label }, onClose }: { token: Token; onClose(): void }) {
  const queries = useQueryClient()
  const named = label || tokens.this_one
  return (
    <Confirm
      title={tokens.revoke_title(named)}
      action={tokens.revoke}
      run={() => ask('DELETE', `/api/datasets/${dataset_id}/tokens/${id}`)}
      onDone={() => {
        showNotice({ text: tokens.was_revoked(named) })
        return queries.invalidateQueries({ queryKey: tokensQuery(dataset_id).queryKey })
      }}
      onClose={onClose}
    >
      {tokens.revoke_text}
    </Confirm>
  )
}
