import type { Trouble } from '../trouble.ts'

export const nodeEmulated: Trouble = {
  code: 'node-emulated',
  part: 'Node',
  symptom: 'Node is emulated: it is built for another processor',
  cause: 'On an Apple computer an x64 Node runs by Rosetta, slowly, and the local Postgres with it.',
  remedy: 'Install a Node for this processor, then `rm -rf node_modules && npm ci`.',
  find: ({ node, engine }) => {
    const differs = engine?.isOnThisMachine === true && engine.arch !== node.arch
    if (!node.isTranslated && !differs) return []
    const machine = node.isTranslated ? 'this machine is arm64' : `the engine's kernel is ${engine?.arch}`
    return [
      {
        state: 'note',
        found: `${node.version} for ${node.arch}, and ${machine}`,
        means: 'It is emulated and slow, and the local Postgres with it.',
        mend: 'install a Node for this processor, then rm -rf node_modules && npm ci',
      },
    ]
  },
}
