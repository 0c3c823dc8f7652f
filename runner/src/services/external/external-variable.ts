import { CourseError } from '../../errors.ts'
import { externalVariables } from '../service-settings.ts'
import type { WarmServiceName } from '../warm-service.ts'

/** The environment variable that names the user's own server of this kind. */
export function variableOf(service: WarmServiceName): string {
  return externalVariables[service] ?? 'no variable'
}

/** What a person can do about a server that is not as it should be: something of its own, or do without it. */
export function wayOut(service: WarmServiceName, own?: string): string {
  const without = `nset ${variableOf(service)}: then the runner starts a server of its own.`
  return own === undefined ? `U${without}` : `${own} Or u${without}`
}

interface Unusable {
  /** A whole sentence. It never contains a password. */
  readonly reason: string
  /** What would mend it at the server or in its address, as sentences. */
  readonly own?: string
  readonly cause?: unknown
}

/** The error of a server that was named and can't serve. */
export function unusable(service: WarmServiceName, { reason, own, cause }: Unusable): CourseError {
  return new CourseError('EXTERNAL_SERVER_NOT_USABLE', { message: reason, hint: wayOut(service, own), cause })
}
