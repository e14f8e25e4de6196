import type { AuditCode, AuditDetail } from '@countersign/storage/configuration'
import type { FastifyRequest } from 'fastify'
import type { ApiScope } from '../api/api.js'
import type { Stage } from '../stage.js'
import { isChange } from './permissions.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Writes to the audit log, instead of what the route's `config.audit` would. */
    audit(what: AuditCode, dataset_id: string | null, detail?: AuditDetail): void
    /** whether that was done */
    is_audited: boolean
  }
  interface FastifyContextConfig {
    /** the code under which a change stands in the audit log; false: it changes nothing, or writes for itself */
    audit?: AuditCode | false
  }
}

/** Has every change that was done written to the audit log, before it is answered. */
export function auditChanges(scope: ApiScope, { edge }: Stage): void {
  scope.decorateRequest('is_audited', false)
  scope.decorateRequest('audit', function (this: FastifyRequest, what, dataset_id, detail = {}) {
    this.is_audited = true
    edge.configuration.people.audit.write(this.caller?.who ?? 'unknown', what, dataset_id, detail)
  })
  scope.addHook('onSend', async (request, reply) => {
    const { audit } = request.routeOptions.config
    if (typeof audit !== 'string' || !isChange(request.method)) return
    if (request.is_audited || reply.statusCode >= 300) return
    const { dataset_id = null, ...others } = (request.params ?? {}) as { [name: string]: string }
    request.audit(audit, dataset_id, { ...others, ...changed(request.body) })
  })
}

const NAMES_MAX = 30
const NAME_CHARS_MAX = 64
/** Which fields were given; never what is in them. */
function changed(body: unknown): AuditDetail {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {}
  const names = Object.entries(body).flatMap(([name, value]) =>
    name === 'settings' && typeof value === 'object' && value !== null
      ? Object.keys(value).map((setting) => `settings.${setting}`)
      : [name],
  )
  return names.length === 0
    ? {}
    : { fields: names.slice(0, NAMES_MAX).map((name) => name.slice(0, NAME_CHARS_MAX)) }
}
