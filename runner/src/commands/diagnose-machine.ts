import type { MachineService } from '../report/render-welcome.ts'
import type { ServiceDiagnosis } from '../services/diagnose-providers.ts'

/** What each kind of server would come from on this machine. Starts and downloads nothing. */
export async function diagnoseMachine(): Promise<MachineService[]> {
  const { diagnoseProviders } = await import('../services/diagnose-providers.ts')
  return (await diagnoseProviders({ pull: true })).map(describeService)
}

/** A diagnosis in words: where the server comes from, or why it can not be had and what would mend that. */
export function describeService({ service, winner, providers }: ServiceDiagnosis): MachineService {
  if (winner) {
    const detail = `${winner.by}${winner.mustPull ? ', to be downloaded first' : ''}`
    return { name: service, isAvailable: true, detail }
  }
  const failures = providers.flatMap((provider) => (provider.can ? [] : [provider]))
  const mend = failures.find((failure) => failure.mend !== undefined)?.mend
  const reasons = failures.map(({ provider, reason }) => `${provider}: ${reason}`)
  return {
    name: service,
    isAvailable: false,
    detail: reasons.join('; '),
    ...(mend === undefined ? {} : { hint: mend }),
  }
}
