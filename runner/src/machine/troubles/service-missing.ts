import type { ServiceDiagnosis } from '../../services/diagnose-providers.ts'
import type { ProviderName } from '../../services/service.ts'
import type { WarmServiceName } from '../../services/warm-service.ts'
import { describeKatas } from '../describe-katas.ts'
import type { MachineFacts } from '../machine-facts.ts'
import type { Finding, Trouble } from '../trouble.ts'

export const serviceMissing: Trouble = {
  code: 'service-missing',
  part: 'servers',
  symptom: 'A kind of server can be had in no way',
  cause: 'No engine answers, and the program is not on PATH.',
  remedy: 'Mend the container engine, or install the program that `kata doctor` names.',
  find: (facts) => facts.services.flatMap((diagnosis) => (diagnosis.winner ? [] : [describeMissing(diagnosis, facts)])),
}

function describeMissing({ service, providers }: ServiceDiagnosis, facts: MachineFacts): Finding {
  const katas = facts.katas[service]
  const means = describeKatas(katas) || 'No kata of today needs it.'
  const base = { name: service, state: katas.length > 0 ? 'missing' : 'note', means, katas } as const
  const chosen = providers.length === 1 ? providers[0] : undefined
  // A server that the user named is mended where it is, not by installing another.
  if (chosen?.provider === 'external' && !chosen.can)
    return { ...base, found: chosen.reason, means: `${means} ${chosen.mend ?? ''}`.trim() }
  // What was tried to reach an engine has a line of its own.
  const found = providers
    .flatMap((it) => (it.can ? [] : [`${it.provider}: ${it.reason.split(': tried')[0]}`]))
    .join('; ')
  const mend = chooseMend(service, chosen?.provider, facts)
  const name = facts.commands.packages[service]
  const canInstall = name && katas.length > 0 && chosen?.provider !== 'docker'
  if (mend === undefined) return { ...base, found, means: `${means} Mend the container engine, see above.` }
  return { ...base, found, mend, ...(canInstall ? { fix: { kind: 'install-package', name } } : {}) }
}

/** `chosen` is the only provider that KATA_PROVIDER allows. Undefined when only an engine that works would help. */
function chooseMend(service: WarmServiceName, chosen: ProviderName | undefined, { engine, commands }: MachineFacts) {
  const elsewhere = chosen === undefined ? undefined : 'unset KATA_PROVIDER'
  if (chosen === 'docker') return engine ? elsewhere : undefined
  return commands.install[service] ?? elsewhere
}
