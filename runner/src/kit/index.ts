export { expect } from 'vitest'
export type { Evidence, TimelineStep } from '../evidence.ts'
export type { Clock, TestClock } from './clock.ts'
export type { CheckedPoint, CrashPoint, CrashPointsOptions, CrashReport } from './crash-points/crash-options.ts'
export type { Life, Severable, StepSource } from './crash-points/life.ts'
export type { CrashMode, LifeEnd } from './crash-points/lived-life.ts'
export type { EditedFile } from './edited-file.ts'
export { type EventuallyOptions, eventually } from './eventually.ts'
export type { EvidenceRecorder } from './evidence-recorder.ts'
export { freshCopy } from './fresh-copy.ts'
export type { Gate } from './gate.ts'
export type { HoldRowOptions } from './hold-row.ts'
export type { HttpFixture } from './http/http-servers.ts'
export type { Answer, Fault, Outcome, RecordedRequest, Reply, Script, ScriptedRequest } from './http/script.ts'
export type { ScriptedServer } from './http/scripted-server.ts'
export type { Actor } from './interleave/actor.ts'
export type { ActorResult } from './interleave/actor-run.ts'
export type { CheckedOrder, Exploration, InterleaveOptions } from './interleave/interleave.ts'
export type { KafkaClientOptions } from './kafka/client-options.ts'
export type { ExtraMember } from './kafka/extra-member.ts'
export type { GroupMember } from './kafka/groups.ts'
export type { KafkaFixture } from './kafka/kafka-fixture.ts'
export type { KafkaWorker, KafkaWorkerOptions, StepGate } from './kafka/kafka-worker.ts'
export type { ReadMessage, SentMessage } from './kafka/message.ts'
export type { DrainOptions } from './kafka/read-topic.ts'
export type { TopicOptions } from './kafka/topics.ts'
export type { StepKind } from './kafka/wire/step.ts'
export { learnerFile } from './learner-file.ts'
export type { Latency } from './load/latencies.ts'
export type { LoadOptions } from './load/load.ts'
export type { LoadResult } from './load/load-result.ts'
export type { JudgedSystem } from './load-systems.ts'
export type { NginxAnswer, NginxRequestOptions } from './nginx/nginx-client.ts'
export type { NginxApp, NginxFixture, NginxSite } from './nginx/nginx-fixture.ts'
export type { LoggedRequest, UpstreamAttempt } from './nginx/request-log.ts'
export type { BlockedSession } from './postgres/find-blocked.ts'
export type { Plan, PlanNode } from './postgres/plan.ts'
export type { PostgresFixture } from './postgres/postgres-fixture.ts'
export type { Session, SessionStep } from './postgres/session.ts'
export type { RedisClientOptions } from './redis/redis-clients.ts'
export type { RedisFixture } from './redis/redis-fixture.ts'
export type { ReplicaFixture } from './replica/replica-fixture.ts'
export type { StandbyFixture } from './replica/standby-fixture.ts'
export type { Another } from './servers/another.ts'
export type {
  Break,
  CostPer1000,
  CostPerMonth,
  Decision,
  Failure,
  Idempotence,
  Lag,
  Money,
  Overload,
  Retry,
  Staleness,
  Store,
  Timeout,
  Truth,
  Twice,
  Unit,
} from './sheet/claim-shapes.ts'
export type { Claimed } from './sheet/claimed.ts'
export {
  type Claim,
  type DesignSheet,
  designSheet,
  doesNotApply,
  type NotApplicable,
  type SheetField,
  type Unclaimed,
  unclaimed,
} from './sheet/design-sheet.ts'
export { eur, pricePer1000Requests, usd } from './sheet/money.ts'
export type { SheetClaims } from './sheet/sheet-claims.ts'
export type { LearnerSql } from './sql/learner-sql.ts'
export { type KitFixtures, test } from './test.ts'
export type { LinkFault } from './wire/faults/fault.ts'
export type { LinkMessage } from './wire/faults/faulty-traffic.ts'
export type { Link } from './wire/faults/link.ts'
export type { MessageName } from './wire/faults/message.ts'
export type { PostgresLink } from './wire/faults/postgres-link.ts'
export type { RedisLink } from './wire/faults/redis-link.ts'
export type { Wire } from './wire/faults/wire.ts'
export type { RecordedCommand, RecordedStatement } from './wire/recording.ts'
export type { WireUnit } from './wire/unit.ts'
