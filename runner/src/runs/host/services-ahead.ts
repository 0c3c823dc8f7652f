import type { ServiceName } from '../../services/service.ts'

const variable = 'LOADBEARING_SERVICES_AHEAD'

/** Most katas use these. */
const usual: readonly ServiceName[] = ['postgres', 'redis']

/** Environment that tells a worker for which services it should be ready. */
export function servicesAhead(services: readonly ServiceName[] = usual): Readonly<Record<string, string>> {
  return { [variable]: services.join(' ') }
}

/** For which services a worker should be ready. */
export function readServicesAhead(env: NodeJS.ProcessEnv): readonly ServiceName[] {
  return (env[variable] ?? '').split(' ').filter((word) => word !== '') as ServiceName[]
}
