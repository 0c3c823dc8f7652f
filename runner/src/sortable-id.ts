let lastTime = 0
let count = 0

/**
 * A new id: unique across processes and machines, and sorted as text it is sorted by time. It sorts behind `after`,
 * the last id of a log, even if the clock was set back since that one was made.
 */
export function sortableId(now = Date.now(), after?: string): string {
  moveBehind(after)
  // Two ids of one millisecond, or of a clock that was set back, still sort in the order in which they were made.
  count = now > lastTime ? 0 : count + 1
  lastTime = Math.max(now, lastTime)
  const time = lastTime.toString(36).padStart(9, '0')
  return `${time}-${count.toString(36).padStart(4, '0')}-${randomHex(6)}`
}

function moveBehind(id = ''): void {
  const [, time, counted] = /^([0-9a-z]{9})-([0-9a-z]{4})-[0-9a-f]{12}$/.exec(id) ?? []
  if (time === undefined || counted === undefined) return
  const idTime = Number.parseInt(time, 36)
  if (idTime < lastTime) return
  count = Math.max(idTime === lastTime ? count : 0, Number.parseInt(counted, 36))
  lastTime = idTime
}

function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
}
