let lastTime = 0
let count = 0

/** A new id: unique across processes and machines, and sorted as text it is sorted by time. */
export function sortableId(now = Date.now()): string {
  // Two ids of one millisecond, or of a clock that was set back, still sort in the order in which they were made.
  count = now > lastTime ? 0 : count + 1
  lastTime = Math.max(now, lastTime)
  const time = lastTime.toString(36).padStart(9, '0')
  return `${time}-${count.toString(36).padStart(4, '0')}-${randomHex(6)}`
}

function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
}
