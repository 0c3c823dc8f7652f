import type { Trouble } from '../trouble.ts'

export const externalServerLimited: Trouble = {
  code: 'external-server-limited',
  part: 'servers',
  symptom: 'A server of your own refuses something',
  cause: 'Its user has not the rights that some katas need. Those katas are refused by name; all others run.',
  remedy: 'Grant what `kata doctor` names, or unset its `KATA_…` variable.',
  find: ({ services }) =>
    services.flatMap(({ service, winner }) => {
      const [refusal, ...others] = Object.values(winner?.lacks ?? {})
      if (!winner || !refusal) return []
      const reasons = [refusal, ...others].map(({ reason }) => reason).join('; ')
      const means = `Katas that need more are refused: ${reasons}. ${refusal.mend}`
      return [{ name: service, state: 'note', found: `by ${winner.provider}: ${winner.by}`, means }]
    }),
}
