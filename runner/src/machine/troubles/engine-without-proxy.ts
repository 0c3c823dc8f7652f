import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import type { Trouble } from '../trouble.ts'

export const engineWithoutProxy: Trouble = {
  code: 'engine-without-proxy',
  part: 'proxy',
  symptom: 'This shell has a proxy, and the engine has none',
  cause: 'The engine downloads images by itself. It does not read the variables of your shell.',
  remedy:
    'Give it the proxy: `proxies` in /etc/docker/daemon.json, or Settings, Resources, Proxies in Docker Desktop. Then restart it.',
  find: (facts) => {
    const { engine, services, proxy } = facts
    const toPull = services.flatMap(({ service, winner }) => (winner?.mustPull ? [service] : []))
    if (!engine || engine.hasProxy || proxy.variables.length === 0 || toPull.length === 0) return []
    return [
      {
        state: 'note',
        found: `${proxy.variables.join(', ')} set here, and no proxy in the engine, which downloads the images`,
        means: `If only the proxy leads out, a download fails. ${describeKatas(katasOn(facts, toPull), 'wait for an image')}`,
        mend: 'proxies of the engine: https://docs.docker.com/engine/daemon/proxy/',
      },
    ]
  },
}
