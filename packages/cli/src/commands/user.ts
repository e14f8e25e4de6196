import {
  type Configuration,
  type PersonChange,
  type PersonFault,
  type PersonRecord,
  type PersonRole,
  readEmail,
} from '@countersign/storage'
import { type Command, Option } from 'commander'
import { writeAudit } from '../audit.js'
import { withConfiguration } from '../data.js'
import { print, printTable, remark, wrongInput } from '../io.js'
import { welcomeLink } from '../welcome-link.js'
import { withOptions } from './dataset.js'

interface Options {
  data?: string
  json?: boolean
}
interface CreateOptions extends Options {
  email: string
  role: string
  dataset?: string[]
  origin?: string
}

const ROLES: { [name: string]: PersonRole } = {
  admin: 'administrator',
  developer: 'developer',
  analyst: 'analyst',
}

/** `countersign user …`: people who may sign in. Changes stand in the audit log as done by `cli`. */
export function userCommands(program: Command): void {
  const user = program.command('user').description('Let people sign in, and no longer')

  withOptions(user.command('create').description('Invite a person; their link is shown this once'))
    .requiredOption('--email <email>', 'by which they sign in')
    .addOption(new Option('--role <role>', 'what they may').choices(Object.keys(ROLES)).makeOptionMandatory())
    .option('--dataset <id>', 'a dataset that they see; again for more; left out: all', collect)
    .option('--origin <url>', ORIGIN)
    .action((options: CreateOptions) => create(options))

  withOptions(user.command('list').description('List people')).action((options: Options) =>
    withConfiguration(options.data, ({ people }) => list(people.list(), options)),
  )

  withOptions(
    user.command('reset <email>').description('A new link to choose a password; it takes their codes off'),
  )
    .option('--origin <url>', ORIGIN)
    .action((email: string, options: Options & { origin?: string }) => reset(email, options))

  withOptions(user.command('disable <email>').description('Let a person in no more, at once')).action(
    (email: string, options: Options) => change(email, { disabled: true }, 'disabled', options),
  )

  withOptions(user.command('enable <email>').description('Let a person in again')).action(
    (email: string, options: Options) => change(email, { disabled: false }, 'enabled', options),
  )

  withOptions(user.command('delete <email>').description('Delete a person, at once')).action(
    (email: string, options: Options) => remove(email, options),
  )
}

const ORIGIN = 'where people reach Countersign (COUNTERSIGN_ORIGIN, http://127.0.0.1:8787)'
const collect = (id: string, ids: string[] = []): string[] => [...ids, id]

function create({ data, json, email, role, dataset, origin }: CreateOptions): void {
  withConfiguration(data, (configuration) => {
    const { people } = configuration
    // Read first: a person is not made whose link cannot be printed.
    const linkOf = welcomeLink(origin)
    const given = { email, role: ROLES[role] as PersonRole, datasets: dataset ?? ('all' as const) }
    const person = done(people.create(given), email)
    writeAudit(configuration, 'person.created', null, { email: person.email, role: person.role })
    const link = linkOf(people.links.make(person.id)?.secret ?? '')
    if (json) return print(JSON.stringify({ ...person, link }))
    print(link)
    remark(`${person.email} chooses a password by it, within 7 days. It is shown this once.`)
  })
}

function list(people: readonly PersonRecord[], { json }: Options): void {
  if (json) print(JSON.stringify(people))
  else if (people.length === 0)
    remark('Nobody yet. Create a person: countersign user create --email E --role admin')
  else printPeople(people)
}

function printPeople(people: readonly PersonRecord[]): void {
  printTable([
    ['email', 'role', 'datasets', 'state', 'codes', 'last seen'],
    ...people.map((person) => [
      person.email,
      nameOf(person.role),
      person.datasets === 'all' ? 'all' : person.datasets.join(',') || 'none',
      stateOf(person),
      person.has_totp ? 'yes' : 'no',
      person.last_seen_at_ms === null ? '-' : new Date(person.last_seen_at_ms).toISOString(),
    ]),
  ])
}

const nameOf = (role: PersonRole): string => (role === 'administrator' ? 'admin' : role)
const stateOf = ({ disabled_at_ms, is_invited }: PersonRecord): string => {
  if (disabled_at_ms !== null) return 'disabled'
  return is_invited ? 'invited' : 'active'
}

function reset(given: string, { data, json, origin }: Options & { origin?: string }): void {
  withConfiguration(data, (configuration) => {
    const linkOf = welcomeLink(origin)
    const person = personOrFail(configuration, given)
    const link = configuration.people.links.make(person.id)
    if (link === undefined)
      throw wrongInput(`${person.email} is disabled. First: countersign user enable ${person.email}`)
    writeAudit(configuration, 'person.reset', null, { email: person.email })
    const address = linkOf(link.secret)
    if (json)
      return print(
        JSON.stringify({
          id: person.id,
          email: person.email,
          link: address,
          expires_at_ms: link.expires_at_ms,
        }),
      )
    print(address)
    remark(
      `${person.email} chooses a password by it, until ${new Date(link.expires_at_ms).toISOString()}. It is shown this once.`,
    )
  })
}

function change(given: string, wanted: PersonChange, word: string, { data, json }: Options): void {
  withConfiguration(data, (configuration) => {
    const { id, email } = personOrFail(configuration, given)
    const person = done(configuration.people.change(id, wanted), email)
    writeAudit(configuration, 'person.changed', null, { email, is_disabled: person.disabled_at_ms !== null })
    if (json) print(JSON.stringify(person))
    else remark(`${email} is ${word}.`)
  })
}

function remove(given: string, { data, json }: Options): void {
  withConfiguration(data, (configuration) => {
    const { id, email } = personOrFail(configuration, given)
    done(configuration.people.delete(id), email)
    writeAudit(configuration, 'person.deleted', null, { email })
    if (json) print(JSON.stringify({ id, email, deleted: true }))
    else remark(`${email} is deleted.`)
  })
}

/** @param given  an email, or an id */
function personOrFail({ people }: Configuration, given: string): PersonRecord {
  const person = people.find(given) ?? people.byEmail(readEmail(given) ?? '')
  if (person === undefined)
    throw wrongInput('There is nobody of this email. `countersign user list` shows who there is.')
  return person
}

const FAULTS: { [fault in PersonFault]: (email: string) => string } = {
  email_invalid: () => '--email: give an email address.',
  person_exists: (email) => `There is somebody of this email. A new link: countersign user reset ${email}`,
  people_too_many: () => 'There are 1,000 people, which is as many as there may be. Delete some first.',
  dataset_unknown: () => '--dataset: there is no such dataset. `countersign dataset list` shows the ids.',
  administrator_sees_all: () => '--dataset: an administrator sees all. Leave it out, or give another role.',
  person_unknown: () => 'There is nobody of this email. `countersign user list` shows who there is.',
  last_administrator: (email) =>
    `${email} is the last administrator. First: countersign user create --email E --role admin, and let them choose a password.`,
}

function done(outcome: PersonRecord | PersonFault, email: string): PersonRecord {
  if (typeof outcome === 'string') throw wrongInput(FAULTS[outcome](email))
  return outcome
}
