import type { Trouble } from '../trouble.ts'

/** Of vitest: 22.12, 24, 26 and what comes after. */
const oldest = [22, 12] as const

export const nodeTooOld: Trouble = {
  code: 'node-too-old',
  part: 'Node',
  symptom: 'An editor runs no test: its Node is too old for vitest',
  cause: 'Commands of `kata` run on a Node of their own. An editor takes the first on PATH, and vitest needs 22.12.',
  remedy: 'Install a current Node, for instance `nvm install 24`, and open the editor again.',
  find: ({ node, commands }) => {
    const [major = 0, minor = 0] = (node.ofShell?.version ?? '').replace(/^v/, '').split('.').map(Number)
    const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1])
    if (!node.ofShell || !isOld) return []
    return [
      {
        state: 'note',
        found: `${node.ofShell.version} on PATH (${node.ofShell.file}), ${node.version} for kata`,
        means: 'Commands of `kata` work. An editor runs tests on the one on PATH, and its vitest needs 22.12.',
        mend: commands.installNode,
      },
    ]
  },
}
