import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import type { Trouble } from '../trouble.ts'

export const imageForAnotherProcessor: Trouble = {
  code: 'image-for-another-processor',
  part: 'servers',
  symptom: 'An image is for another processor than the engine has',
  cause: 'It was pulled with `--platform`, or loaded from a file. It does not start, or it is emulated and slow.',
  remedy: '`docker pull --platform linux/arm64 <image>`, or `linux/amd64`, as the engine is.',
  find: (facts) => {
    const { engine } = facts
    if (!engine) return []
    const platform = `linux/${engine.arch === 'x64' ? 'amd64' : engine.arch}`
    return engine.images
      .filter(({ arch }) => arch !== engine.arch)
      .map(({ service, image, arch }) => ({
        name: service,
        state: 'note' as const,
        found: `${image} is for ${arch}, and the engine is ${engine.arch}`,
        means: `It does not start, or it is emulated and slow. ${describeKatas(katasOn(facts, [service]))}`,
        katas: katasOn(facts, [service]),
        // One that was built here has no registry to come from.
        mend: image.startsWith('loadbearing/') ? 'kata images build' : `docker pull --platform ${platform} ${image}`,
        ...(image.startsWith('loadbearing/') ? {} : { fix: { kind: 'replace-image' as const, image } }),
      }))
  },
}
