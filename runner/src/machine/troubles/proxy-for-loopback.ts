import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import type { Trouble } from '../trouble.ts'

export const proxyForLoopback: Trouble = {
  code: 'proxy-for-loopback',
  part: 'proxy',
  symptom: 'A proxy is set, and `NO_PROXY` does not leave out 127.0.0.1',
  cause: "A program that obeys it sends calls to this machine's own servers to the proxy, which can not reach them.",
  remedy: '`export NO_PROXY=localhost,127.0.0.1,::1`, with what it held before.',
  find: (facts) => {
    const { variables, isLoopbackExempt, noProxy, isUsedByNode } = facts.proxy
    if (variables.length === 0 || isLoopbackExempt) return []
    const names = variables.join(', ')
    const katas = katasOn(facts, ['nginx'])
    return [
      {
        state: isUsedByNode ? 'missing' : 'note',
        found: `${names} set, and NO_PROXY does not leave out 127.0.0.1`,
        means: isUsedByNode
          ? `NODE_USE_ENV_PROXY makes Node send every HTTP call of a kata to the proxy. ${describeKatas(katas)}`
          : 'Node passes it by; curl and other programs send what is meant for 127.0.0.1 to the proxy.',
        ...(isUsedByNode ? { katas } : {}),
        mend: `export NO_PROXY=${[noProxy, 'localhost,127.0.0.1,::1'].filter(Boolean).join(',')}`,
      },
    ]
  },
}
