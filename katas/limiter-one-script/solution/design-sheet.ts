import { designSheet, doesNotApply, unclaimed } from 'loadbearing/kit'

/** What you claim about your limiter. The tests of the last stage and the capstone try to refute it. */
export default designSheet({
  sourceOfTruth: [{ what: 'tokens of a client', in: 'redis' }],
  mayBeStale: unclaimed(),
  retried: unclaimed(),
  idempotent: unclaimed(),
  timesOutFirst: unclaimed(),
  underOverload: unclaimed(),
  failsOpenOrClosed: unclaimed(),
  whenReplicaLags: doesNotApply('There is no replica.'),
  whenProcessedTwice: unclaimed(),
  breaksFirst: unclaimed(),
  costPerMonth: unclaimed(),
  costPer1000Requests: unclaimed(),
})
