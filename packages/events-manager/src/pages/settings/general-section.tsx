import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useAddress } from '../../address.js'
import { ask } from '../../client/client.js'
import { type Dataset, datasetsQuery, summaryQuery } from '../../client/queries.js'
import { useMay } from '../../client/use-may.js'
import { Confirm } from '../../parts/confirm.js'
import { showNotice, tellFailure } from '../../parts/notice.js'
import { Section } from '../../parts/page.js'
import { words } from '../../words/words.js'
import styles from './general-section.module.css'
import { GROUPS } from './sections.js'
import shared from './settings.module.css'
import { SettingsForm } from './settings-form.js'

const { settings } = words
const { end } = settings

/** What the dataset is called, whose days it counts in, how it counts; and its end. */
export function GeneralSection({ dataset }: { dataset: Dataset }) {
  const may = useMay()
  return (
    <>
      <SettingsForm dataset={dataset} groups={GROUPS.general} notes={{ counting: settings.counting_note }} />
      {may.change && <End dataset={dataset} />}
    </>
  )
}

function End({ dataset }: { dataset: Dataset }) {
  const { search, set } = useAddress()
  const archive = useArchive(dataset)
  const is_archived = dataset.archived_at_ms !== null
  return (
    <Section title={end.title}>
      <div className={styles.end}>
        <div>{is_archived ? end.restore_text : end.archive_text}</div>
        <Button variant="default" loading={archive.isPending} onClick={() => archive.mutate(!is_archived)}>
          {is_archived ? end.restore : end.archive}
        </Button>
        <div>{end.delete_text}</div>
        <Button variant="default" className={shared.danger} onClick={() => set({ open: 'delete' })}>
          {end.delete}
        </Button>
      </div>
      {search.open === 'delete' && (
        <Delete dataset={dataset} onClose={() => set({ open: undefined }, { replace: true })} />
      )}
    </Section>
  )
}

function useArchive({ id }: Dataset) {
  const queries = useQueryClient()
  const patch = async (archived: boolean) => {
    await ask('PATCH', `/api/datasets/${id}`, { body: { archived } })
    await queries.invalidateQueries({ queryKey: datasetsQuery.queryKey })
  }
  return useMutation({
    mutationFn: patch,
    onSuccess: (_done, archived) =>
      showNotice({
        text: archived ? end.archived : end.restored,
        undo: () => patch(!archived).catch(tellFailure),
      }),
    onError: tellFailure,
  })
}

function Delete({ dataset: { id, name }, onClose }: { dataset: Dataset; onClose(): void }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = async () => {
    await navigate({ to: '/' })
    showNotice({ text: end.deleted(name) })
    const lists = [datasetsQuery.queryKey, summaryQuery.queryKey]
    await Promise.all(lists.map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  return (
    <Confirm
      title={end.delete_title(name)}
      word={name}
      action={end.delete}
      run={() => ask('DELETE', `/api/datasets/${id}`, { body: { name } })}
      onDone={leave}
      onClose={onClose}
    >
      {end.delete_text}
    </Confirm>
  )
}
