import { designSheet, unclaimed } from 'loadbearing/kit'

/** What you claim about your limiter. The tests of the last stage and the capstone try to refute it. */
export default designSheet({
  sourceOfTruth: unclaimed(),
  mayBeStale: unclaimed(),
  retried: unclaimed(),
  idempotent: unclaimed(),
  timesOutFirst: unclaimed(),
  underOverload: unclaimed(),
  failsOpenOrClosed: unclaimed(),
  whenReplicaLags: unclaimed(),
  whenProcessedTwice: unclaimed(),
  breaksFirst: unclaimed(),
  costPerMonth: unclaimed(),
  costPer1000Requests: unclaimed(),
})
