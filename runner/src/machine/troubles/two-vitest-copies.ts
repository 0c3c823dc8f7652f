import type { Trouble } from '../trouble.ts'

export const twoVitestCopies: Trouble = {
  code: 'two-vitest-copies',
  part: 'vitest',
  symptom: "The editor or `npx vitest` finds no test in a kata's file; `kata test` runs it",
  cause: 'The workspace has a vitest of its own beside that of the kit. A test registers with one, and the other runs.',
  remedy: 'In the workspace: `npm install --save-exact vitest@<version of the kit>`, then `npm dedupe`.',
  find: ({ vitest: { kit, workspace } }) => {
    if (!workspace || workspace.folder === kit.folder) return []
    const found = `${workspace.version} in the workspace (${workspace.folder}), ${kit.version} in the kit`
    const means = 'The editor and `npx vitest` run no test there. `kata test` and `kata watch` take the one of the kit.'
    const install = `npm install --save-exact vitest@${kit.version} && npm dedupe`
    return [{ state: 'note', found, means, mend: `cd ${workspace.workspaceFolder} && ${install}` }]
  },
}
