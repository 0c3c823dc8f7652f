import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { strategies } from './pick.ts'
import { countOpen, lengthMs, staysMs } from './state.ts'

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)

test('every request goes to one server and is served by the end, whoever picks', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const { arrivals, runs, nowMs } = endOf(model, params, seed)
    for (const run of runs) {
      expect(run.requests.map(({ arrivedMs }) => arrivedMs)).toEqual(arrivals.map(({ atMs }) => atMs))
      expect(run.requests.every(({ server }) => server >= 0 && server < params.servers)).toBe(true)
      expect(staysMs(run, nowMs)).toHaveLength(arrivals.length)
      expect(run.open).toEqual([])
    }
  }
})

test('a server has one request at a time, in the order in which they came, and does not idle while one waits', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const { arrivals, runs } = endOf(model, params, seed)
    for (const { requests } of runs) {
      const freeMs = Array.from({ length: params.servers }, () => 0)
      for (const [nth, { server, arrivedMs, startedMs, endsMs }] of requests.entries()) {
        expect(startedMs).toBe(Math.max(arrivedMs, freeMs[server] ?? 0))
        expect(endsMs - startedMs).toBe((arrivals[nth]?.workMs ?? 0) * (server === 0 ? params.slowFactor : 1))
        freeMs[server] = endsMs
      }
    }
  }
})

test("the number inside at each arrival is that of Little's law: all the time spent inside, counted by moment or by request", () => {
  for (const seed of seeds.slice(0, 10)) {
    const { runs, arrivals, nowMs } = endOf(model, drawParams(figure.parameters, seed), seed)
    for (const { requests, inside } of runs) {
      const insideAt = (ms: number) => requests.filter((each) => each.arrivedMs <= ms && each.endsMs > ms).length
      expect(inside).toEqual(arrivals.map(({ atMs }) => insideAt(atMs)))
      const changes = requests.flatMap(({ arrivedMs, endsMs }) => [arrivedMs, endsMs]).toSorted((a, b) => a - b)
      const byMoment = changes.reduce((sum, ms, at) => sum + insideAt(ms) * ((changes[at + 1] ?? nowMs) - ms), 0)
      expect(byMoment).toBe(requests.reduce((sum, { arrivedMs, endsMs }) => sum + endsMs - arrivedMs, 0))
    }
  }
})

test('least connections never picks a server that has more to do than another', () => {
  for (const seed of seeds.slice(0, 10)) {
    const params = drawParams(figure.parameters, seed)
    const states = playModel(model, params, seed)
    for (const [at, { runs, nowMs, arrived }] of states.slice(1, -1).entries()) {
      const open = states[at]?.runs[2]?.open.filter(({ endsMs }) => endsMs > nowMs) ?? []
      const counts = countOpen(open, params.servers)
      expect(counts[runs[2]?.requests[arrived - 1]?.server ?? -1]).toBe(Math.min(...counts))
    }
  }
})

test('of two different servers that are drawn, two choices takes the one with less to do', () => {
  const pick = strategies[3]?.pick
  const picked = seeds.map((seed) => pick?.({ nth: 0, open: [9, 5, 7], seed }))
  expect(picked).not.toContain(0)
  expect(new Set(picked)).toEqual(new Set([1, 2]))
})

test('on average as many arrive as are set', () => {
  for (const load of [10, 30, 60]) {
    const counts = seeds.map((seed) => endOf(model, fillParams(figure.parameters, { load }), seed).arrivals.length)
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length / (lengthMs / 1000)
    expect(Math.abs(average / load - 1)).toBeLessThan(0.08)
  }
})

test('where no server is slow, none is called so', () => {
  const { sentence, table } = model.view(endOf(model, fillParams(figure.parameters, { slowFactor: 1 }), 1))
  expect(sentence).not.toContain('the slow one')
  expect(table.header).toContain('to first')
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 16.043 s and 230 requests to 4 servers, of which one takes 4 times as long: round robin sends 58 to the slow one, and half take 84 ms, the slowest in a hundred 4891 ms; random sends 64 to the slow one, and half take 101 ms, the slowest in a hundred 8033 ms; least connections sends 27 to the slow one, and half take 63 ms, the slowest in a hundred 460 ms; two choices sends 27 to the slow one, and half take 73 ms, the slowest in a hundred 594 ms."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "The same 230 requests, and the longest queue of a server",
      "header": [
        "strategy",
        "to slow",
        "queue",
        "p50 ms",
        "p99 ms",
      ],
      "rows": [
        [
          "round robin",
          58,
          23,
          84,
          4891,
        ],
        [
          "random",
          64,
          33,
          101,
          8033,
        ],
        [
          "least connections",
          27,
          2,
          63,
          460,
        ],
        [
          "two choices",
          27,
          3,
          73,
          594,
        ],
      ],
    }
  `)
})
