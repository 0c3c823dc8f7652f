import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import type { Trouble } from '../trouble.ts'

export const imageMissing: Trouble = {
  code: 'image-missing',
  part: 'servers',
  symptom: 'An image has to be downloaded first',
  cause: 'The first kata that needs it waits for the download.',
  remedy: '`kata prefetch`. Without a registry: `kata images build`.',
  find: (facts) =>
    facts.services.flatMap(({ service, winner, providers }) => {
      if (!winner?.mustPull) return []
      const fallback = providers.find((it) => it.can && !it.mustPull)
      const katas = katasOn(facts, [service])
      const until = fallback?.can
        ? `Until then ${fallback.provider} serves: ${fallback.by}.`
        : `${describeKatas(katas)} The first of them waits for it.`
      return [
        {
          name: service,
          state: 'note' as const,
          found: `${winner.by}, which has to be downloaded first`,
          means: katas.length === 0 ? 'No kata of today needs it.' : until,
          mend: 'kata prefetch',
          // What comes from elsewhere meanwhile, or is not needed, is not downloaded unasked.
          ...(fallback || katas.length === 0
            ? {}
            : { fix: { kind: 'download-image' as const, image: winner.by, service } }),
        },
      ]
    }),
}
