import { CourseError } from '../../errors.ts'
import type { ServiceProgress } from '../service-progress.ts'
import type { Keeper } from './keeper.ts'
import type { KeeperMethod, KeeperMethods, KeeperRequest } from './protocol.ts'

export interface RequestContext {
  readonly keeper: Keeper
  /** The client's connection, with which its leases live and die. */
  readonly holder: object
  readonly onProgress: (progress: ServiceProgress) => void
  /** Stops everything and ends the process, after the answer was sent. */
  readonly retire: () => void
}

type Answers = {
  [M in Exclude<KeeperMethod, 'hello'>]: (
    params: KeeperMethods[M]['params'],
    context: RequestContext,
  ) => Promise<KeeperMethods[M]['result']>
}

const answers: Answers = {
  retire: async (_, { keeper, retire }) => {
    await keeper.stop()
    retire()
    return null
  },
  ensure: (params, { keeper, onProgress }) => keeper.ensure(params, onProgress),
  lease: (params, { keeper, holder }) => keeper.lease(holder, params),
  // The client need not wait until the database is dropped.
  release: async ({ leaseId }, { keeper }) => {
    keeper.release(leaseId).catch(() => undefined)
    return null
  },
  keep: async ({ leaseId, label }, { keeper }) => {
    keeper.find(leaseId)
    keeper.keep(leaseId, label)
    return null
  },
  assertAlive: async ({ leaseId }, { keeper }) => {
    await keeper.assertAlive(leaseId)
    return null
  },
  findSilent: async ({ services }, { keeper }) => {
    const silence = await keeper.findSilent(services)
    return silence ? { silent: { message: silence.message, hint: silence.hint } } : {}
  },
  act: (params, { keeper }) => act(keeper, params),
  discardKept: async ({ label }, { keeper }) => {
    await keeper.discardKept(label)
    return null
  },
  status: async (_, { keeper }) => keeper.status(),
  stop: async ({ services }, { keeper }) => {
    await keeper.stop(services)
    return null
  },
  shell: async ({ service, leaseId }, { keeper }) => keeper.findShellTarget(service, leaseId),
  logs: async ({ service }, { keeper }) => (await keeper.readLog(service)) ?? '',
}

/** Does what one request asks for. */
export async function answerRequest(request: KeeperRequest, context: RequestContext): Promise<unknown> {
  using _ = context.keeper.beginRequest()
  const answer = answers[request.method as keyof Answers] as
    | ((params: unknown, context: RequestContext) => Promise<unknown>)
    | undefined
  if (answer) return await answer(request.params, context)
  throw new CourseError('INTERNAL', {
    message: `The keeper was asked for "${request.method}", which it does not know.`,
  })
}

async function act(
  keeper: Keeper,
  { leaseId, action, parameters }: KeeperMethods['act']['params'],
): Promise<KeeperMethods['act']['result']> {
  const known = keeper.find(leaseId).actions?.[action] as
    | ((...words: readonly unknown[]) => Promise<unknown>)
    | undefined
  if (known) return known(...parameters)
  throw new CourseError('INTERNAL', { message: `This lease can't ${action}.` })
}
