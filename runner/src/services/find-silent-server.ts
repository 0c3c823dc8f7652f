import { CourseError } from '../errors.ts'
import { askIfRunning } from './client/connect-to-keeper.ts'
import type { ServiceNeeds } from './service.ts'
import { isWarmServiceName } from './warm-service.ts'

/** The error of the first of these servers that does not answer; undefined when all do. Starts nothing. */
export async function findSilentServer(needs: ServiceNeeds): Promise<CourseError | undefined> {
  const services = Object.keys(needs).filter(isWarmServiceName)
  if (services.length === 0) return undefined
  const answer = await askIfRunning('findSilent', { services })
  if (answer === undefined)
    return new CourseError('SERVICE_LOST', { message: 'The keeper, which owns the servers, ended in the meantime.' })
  return answer.silent ? new CourseError('SERVICE_LOST', answer.silent) : undefined
}
