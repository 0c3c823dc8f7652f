import type { Arrival, Run } from './state.ts'

/** A pool in which nobody is. */
export function newPool(label: string, size: number): Run {
  return {
    ...{ label, size, busyUntilMs: [], queue: [] },
    ...{ insideMs: 0, inUseMs: 0, waitsMs: [], staysMs: [], nowMs: 0, queued: [] },
  }
}

/** Lets time pass: connections come back, and each goes to the one who has waited longest. */
export function passTime(run: Run, untilMs: number): Run {
  let passed = run
  for (;;) {
    const nextMs = Math.min(...passed.busyUntilMs)
    if (nextMs > untilMs) return moveTo(passed, untilMs)
    passed = giveBack(moveTo(passed, nextMs), nextMs)
  }
}

/** Lets time pass until nobody is inside. */
export function drain(run: Run): Run {
  let drained = run
  while (drained.busyUntilMs.length > 0) drained = passTime(drained, Math.min(...drained.busyUntilMs))
  return drained
}

/** A request wants a connection now. */
export function ask(run: Run, arrival: Arrival): Run {
  const isFree = run.busyUntilMs.length < run.size
  const asked = isFree ? take(run, arrival) : { ...run, queue: [...run.queue, arrival] }
  return { ...asked, queued: [...asked.queued, { atMs: arrival.atMs, count: asked.queue.length }] }
}

function moveTo(run: Run, nowMs: number): Run {
  const passedMs = nowMs - run.nowMs
  const inUse = run.busyUntilMs.length
  return {
    ...run,
    nowMs,
    insideMs: run.insideMs + passedMs * (inUse + run.queue.length),
    inUseMs: run.inUseMs + passedMs * inUse,
  }
}

function giveBack(run: Run, nowMs: number): Run {
  const [first, ...others] = run.queue
  const at = run.busyUntilMs.indexOf(nowMs)
  const freed = { ...run, busyUntilMs: run.busyUntilMs.filter((_, index) => index !== at) }
  return first === undefined ? freed : take({ ...freed, queue: others }, first)
}

function take(run: Run, { atMs, holdMs }: Arrival): Run {
  const waitMs = run.nowMs - atMs
  return {
    ...run,
    busyUntilMs: [...run.busyUntilMs, run.nowMs + holdMs],
    waitsMs: [...run.waitsMs, waitMs],
    staysMs: [...run.staysMs, waitMs + holdMs],
  }
}
