// fails: Without Redis, requests are answered as the design sheet claims
// hint: What does your server do without Redis, and within which time?
import { designSheet, doesNotApply, usd } from 'loadbearing/kit'

/** What you claim about your limiter. The tests of the last stage and the capstone try to refute it. */
export default designSheet({
  sourceOfTruth: [{ what: 'tokens of a client', in: 'redis' }],
  mayBeStale: [{ what: 'tokens of a client', forMs: 0 }],
  retried: [{ what: 'a command to redis', times: 0, withinMs: 0 }],
  idempotent: doesNotApply('Every request counts, also one that repeats another.'),
  timesOutFirst: { what: 'a command to redis', afterMs: 100 },
  underOverload: { beyond: 10, unit: 'requests at once', does: 'refuses', answersWithinMs: 100 },
  failsOpenOrClosed: [{ when: 'redis is gone', fails: 'closed', withinMs: 100 }],
  whenReplicaLags: doesNotApply('There is no replica.'),
  whenProcessedTwice: [{ what: 'a request that is sent twice', effect: 'once' }],
  breaksFirst: { what: 'the memory of redis', at: 200_000, unit: 'clients' },
  costPerMonth: {
    atRequestsPerSecond: 100,
    parts: [{ what: 'redis with 256 MB', count: 1, each: usd(15) }],
  },
  costPer1000Requests: { money: usd(0.0001), work: [{ what: 'redis commands', count: 1_000 }] },
  decision: {
    context: 'An API on several servers, whose clients may make a stated number of requests a minute.',
    alternatives: [
      { what: 'a limit in each server', because: 'With a server more, everybody has a higher limit.' },
      {
        what: 'a log of requests in a sorted set',
        because: 'It grows with the limit, and its time came from the servers.',
      },
    ],
    choice:
      'A token bucket for each client, in one script, by the time of Redis. Without Redis all requests are refused with 503.',
    price: 'A message to Redis for each request. After a rest a client gets up to twice its limit within a window.',
    removal: 'Take `protect` away from around the handler; no other code knows of it. The keys expire by themselves.',
  },
})
