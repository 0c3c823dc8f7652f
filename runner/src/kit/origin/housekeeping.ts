import type { Stack } from './origin.ts'

/** Where a timer is made, on behalf of the next frame that is none of these. */
const plumbing = /node:(internal\/(async_hooks|timers|stream_base_commons)|timers):|async-watch\.[jt]s/

/** HTTP clients and servers of Node: how long a connection may idle, what time it is for the `Date` header. */
const keepers =
  /node:internal\/deps\/undici\/|[\\/]node_modules[\\/]undici[\\/]|node:(internal\/http|_http_agent|_http_server):/

/**
 * Whether the timer that was made at `stack` is a library's own housekeeping: nobody waits for it. A time limit that a
 * program asks for (`AbortSignal.timeout`, `http.request({ timeout })`) is none.
 */
export function isHousekeeping(stack: Stack): boolean {
  const frames = (stack.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return keepers.test(frames.find((frame) => !plumbing.test(frame)) ?? '')
}
