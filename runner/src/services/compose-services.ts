import { connect } from 'node:net'
import { externalVariables } from './service-settings.ts'
import type { WarmServiceName } from './warm-service.ts'

/** A server of docker-compose.yml, as the file makes it and as a client reaches it. */
export interface ComposeService {
  readonly service: WarmServiceName
  /** The variable that the runner reads its address from. */
  readonly variable: string
  /** The variable that moves it to another port of 127.0.0.1. */
  readonly portVariable: string
  readonly defaultPort: number
  /** What the variable has to hold for the server on this port. */
  readonly addressOn: (port: number | string) => string
}

/** Of all of them. They listen on 127.0.0.1 only, and hold nothing. */
export const composePassword = 'loadbearing'

function entry(
  service: WarmServiceName,
  defaultPort: number,
  addressOn: (port: number | string) => string,
): ComposeService {
  const portVariable = `KATA_${service.toUpperCase()}_PORT`
  return { service, variable: externalVariables[service] ?? '', portVariable, defaultPort, addressOn }
}

/** Nginx and a replica belong to one run, which has to make them itself. */
export const composeServices: readonly ComposeService[] = [
  entry('postgres', 15_432, (port) => `postgres://postgres:${composePassword}@127.0.0.1:${port}/postgres`),
  entry('redis', 16_379, (port) => `redis://:${composePassword}@127.0.0.1:${port}`),
  entry('kafka', 19_092, (port) => `127.0.0.1:${port}`),
]

/** A server of docker-compose.yml on the port that this environment gives it. */
export interface PlacedComposeService extends ComposeService {
  readonly port: number
  readonly answers: boolean
}

/** Looks which of docker-compose.yml's servers run now. */
export function findComposeServices(env: NodeJS.ProcessEnv = process.env): Promise<readonly PlacedComposeService[]> {
  return Promise.all(
    composeServices.map(async (entry) => {
      const port = Number(env[entry.portVariable]) || entry.defaultPort
      return { ...entry, port, answers: await isListening(port) }
    }),
  )
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true))
    socket.on('connect', () => socket.destroy())
    socket.on('error', () => resolve(false))
  })
}
