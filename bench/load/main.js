import { answerParent } from '../child.js'
import { closedLoop } from './closed-loop.js'
import { Connection } from './connection.js'
import { openLoop } from './open-loop.js'
import { Samples } from './samples.js'
import { STREAMS } from './streams.js'

/**
 * The load generator, in a process of its own.
 * A plan: `target` {host, port, dataset_id, access_token}, `stream`, `connections`, `first` number,
 * `count` or `seconds`, and `rate` where it sends at one rather than as fast as it is answered.
 */
answerParent(async (plan) => {
  const samples = new Samples()
  const loop = plan.rate === undefined ? closedLoop(plan, samples) : openLoop(plan, samples)
  const connections = Array.from({ length: plan.connections }, () => {
    const stream = STREAMS[plan.stream](plan.target)
    return new Connection(plan.target, stream, loop.answered, loop.broken)
  })
  await Promise.all(connections.map((connection) => connection.ready))
  const cpu = process.cpuUsage()
  await loop.run(connections)
  const { user, system } = process.cpuUsage(cpu)
  for (const connection of connections) connection.close()
  return { ...samples.summary(), cpu_ms: (user + system) / 1000 }
})
