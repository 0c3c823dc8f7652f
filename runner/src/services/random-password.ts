import { randomBytes } from 'node:crypto'

/** A password that needs no escaping in an URL, a shell, or a configuration file. */
export function randomPassword(): string {
  return randomBytes(18).toString('hex')
}
