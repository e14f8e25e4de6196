import { startFlow } from '@walkeros/collector'
import express from 'express'

/**
 * walkerOS as its documentation sets it up for a server: its collector behind express, an event a request, and no
 * destination, so that it stores nothing. Its own source for express is this and more, and is not on npm.
 */
const { elb } = await startFlow({ consent: { functional: true } })

const app = express()
app.use(express.json({ limit: '1mb' }))
app.post('/collect', async (request, response) => {
  await elb(request.body)
  response.json({ success: true, timestamp: Date.now() })
})
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
