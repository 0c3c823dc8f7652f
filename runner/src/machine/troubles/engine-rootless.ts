import { describeKatas } from '../describe-katas.ts'
import type { Trouble } from '../trouble.ts'

export const engineRootless: Trouble = {
  code: 'engine-rootless',
  part: 'container engine',
  symptom: 'The engine is rootless, and nginx is missing',
  cause:
    'Its containers have a network of their own, so that nginx in one can not reach the apps of a kata on 127.0.0.1.',
  remedy: "Install nginx on this machine, or use root's engine: `docker context use default`. All else works.",
  find: ({ engine, platform, services, katas, commands }) => {
    if (!engine?.isRootless || platform !== 'linux') return []
    const nginx = services.find(({ service }) => service === 'nginx')
    const found = `version ${engine.version}, rootless, found by ${engine.foundBy}`
    if (nginx?.winner) {
      const means = `nginx can't be a container of it, and comes from elsewhere: ${nginx.winner.by}.`
      return [{ state: 'note', found, means }]
    }
    const means = `nginx can't be a container of it. ${describeKatas(katas.nginx)}`
    const mend = commands.install.nginx ?? 'docker context use default'
    return [{ state: 'note', found, means, katas: katas.nginx, mend }]
  },
}
