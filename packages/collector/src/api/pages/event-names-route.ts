import { Type } from 'typebox'
import { type ApiRoute, counted, datasetIn, REFUSALS } from '../api.js'
import { ApiRefusal } from '../api-error.js'
import { DatasetParams } from '../parameters.js'
import { EventNameParam, EventNames, OneEventName } from './event-names-schema.js'
import { RangeQuery, rangeIn } from './range.js'

/** GET /api/datasets/{id}/event-names: a row for each; GET …/event-names/{event_name}: one of them. */
export const eventNamesRoute: ApiRoute = (scope, api) => {
  scope.addSchema(EventNames)
  scope.addSchema(OneEventName)
  const tags = ['Events']
  scope.get(
    '/datasets/:dataset_id/event-names',
    {
      schema: {
        operationId: 'listEventNames',
        summary: 'A row for each event name of which something was received, the most received first',
        tags,
        params: DatasetParams,
        querystring: Type.Object(RangeQuery),
        response: { 200: Type.Ref('EventNames'), ...REFUSALS },
      },
    },
    async (request) => {
      const dataset = datasetIn(request, api)
      const range = rangeIn(request.query, dataset, api)
      await counted(api)
      const names = await api.reports.eventNames(dataset.id, range, api.stage.edge.now_ms())
      return { ...range, time_zone: dataset.settings.time_zone, ...names }
    },
  )
  scope.get(
    '/datasets/:dataset_id/event-names/:event_name',
    {
      schema: {
        operationId: 'getEventName',
        summary: 'What the sightings of one event name carried, by channel, with the newest events',
        tags,
        params: Type.Object({ ...DatasetParams.properties, event_name: EventNameParam }),
        querystring: Type.Object(RangeQuery),
        response: { 200: Type.Ref('OneEventName'), ...REFUSALS },
      },
    },
    async (request) => {
      const dataset = datasetIn(request, api)
      const range = rangeIn(request.query, dataset, api)
      const { event_name } = request.params
      await counted(api)
      const one = await api.reports.oneName(dataset.id, event_name, range, api.stage.edge.now_ms())
      if (one === undefined) throw new ApiRefusal({ code: 'object_unknown', at: 'event_name' })
      return { ...range, time_zone: dataset.settings.time_zone, ...one }
    },
  )
}
