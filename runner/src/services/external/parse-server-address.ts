import type { WarmServiceName } from '../warm-service.ts'
import { unusable, variableOf } from './external-variable.ts'

/** The parts of an address that the user gave. */
export interface ServerAddress {
  readonly host: string
  readonly port: number
  /** Empty where the address has none. */
  readonly user: string
  readonly password: string
  /** What follows the port, without its slash. */
  readonly path: string
  readonly options: URLSearchParams
}

interface AddressForm {
  readonly schemes: readonly string[]
  readonly defaultPort: number
  /** Shown when the address is in another form. */
  readonly example: string
}

/** Takes an address apart. Throws EXTERNAL_SERVER_NOT_USABLE, without showing what may be a password. */
export function parseServerAddress(service: WarmServiceName, address: string, form: AddressForm): ServerAddress {
  const { schemes, defaultPort, example } = form
  const variable = variableOf(service)
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !schemes.includes(url.protocol.slice(0, -1)) || url.hostname === '') {
    const own = `Write it as ${variable}=${example}, a character such as @ or / in the password as %40 or %2F.`
    throw unusable(service, { reason: `${variable} is not an address of the form ${example}.`, own })
  }
  return {
    // The brackets around an address of IPv6 belong to the form, not to the host.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || defaultPort,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    path: decodeURIComponent(url.pathname.slice(1)),
    options: url.searchParams,
  }
}
