export {
  type DrillActions,
  type DrillDefinition,
  type DrillStage,
  defineDrill,
  type Findings,
  type Playbook,
  type Program,
  type ProgramOptions,
  type RecentCalls,
  type SteadyLoad,
  type SteadyLoadOptions,
} from './drill-definition.ts'
export type { Gauge } from './drill-status.ts'
export { type CommandResult, Machine } from './machines/machine.ts'
export { PostgresMachine, serverLog } from './machines/postgres-machine.ts'
export type { MachineSpec } from './machines/start-machines.ts'
