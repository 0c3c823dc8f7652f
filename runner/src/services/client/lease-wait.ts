import { channel } from 'node:diagnostics_channel'

/** `true` when a lease begins to be waited for, `false` when it is there or has failed. Whoever measures time may listen. */
export const leaseWait = channel('loadbearing:lease-wait')

/** Waits for a lease, and tells so. */
export async function tellWhileWaiting<T>(work: Promise<T>): Promise<T> {
  leaseWait.publish(true)
  try {
    return await work
  } finally {
    leaseWait.publish(false)
  }
}
