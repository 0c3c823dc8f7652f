import { relative, resolve } from 'node:path'
import { exitCodes } from '../errors.ts'
import { paintFor } from '../terminal/paint.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { findWorkspace } from '../workspace/find-workspace.ts'
import { initWorkspace } from '../workspace/init-workspace.ts'
import { isClone } from '../workspace/is-clone.ts'
import type { CommandContext, CommandDefinition } from './command.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'folder', summary: 'Made when it is not there; this folder without one' }],
  options: [{ flags: '--json', summary: 'As JSON: the folder, what was written and what was kept' }],
  examples: [
    { line: 'kata init', does: 'make this folder a workspace; in a clone, its workspace/' },
    { line: 'kata init my-katas', does: 'make one in my-katas/' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const folder = chooseFolder(context, name)
    const result = initWorkspace(folder, context.packageRoot)
    const shown = shownPath(folder, context.currentFolder)
    context.write(
      options['json'] ? `${JSON.stringify({ folder, ...result }, null, 2)}\n` : describe(context, shown, result),
    )
    return exitCodes.passed
  },
}

// The root of a clone holds the course itself, so a workspace is made beside it, in its ignored folder.
function chooseFolder(context: CommandContext, name: string | undefined): string {
  const { currentFolder, packageRoot } = context
  if (name !== undefined) return resolve(currentFolder, name)
  const isInClone = isClone(packageRoot) && isInside(currentFolder, packageRoot)
  return (isInClone ? findWorkspace(context)?.folder : undefined) ?? currentFolder
}

function isInside(folder: string, root: string): boolean {
  return !relative(root, folder).startsWith('..')
}

function describe(
  { screen }: CommandContext,
  folder: string,
  { written, kept, needsInstall }: ReturnType<typeof initWorkspace>,
): string {
  const paint = paintFor(screen)
  const enter = folder === '.' ? [] : [`cd ${folder}`]
  const steps = [...enter, ...(needsInstall ? ['npm install'] : []), 'npx kata']
  return [
    ` ${folder === '.' ? 'This folder' : folder} is a workspace.`,
    '',
    ...written.map((file) => `   ${paint.good('written')}  ${file}`),
    ...kept.map((file) => `   ${paint.quiet('kept')}     ${file}`),
    '',
    ` Next: ${paint.command(steps.join(' && '))}`,
    '',
  ].join('\n')
}
