import { exitCodes } from '../errors.ts'
import { paintFor } from '../terminal/paint.ts'
import type { CommandContext, CommandDefinition, CommandEntry } from './command.ts'
import { findCommand } from './find-command.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'command', summary: 'The command to explain', isRepeated: true }],
  examples: [
    { line: 'kata help', does: 'every command' },
    { line: 'kata help start', does: 'what `start` takes, with examples' },
  ],
  run: async (context, { arguments: words }) => {
    context.write(words.length === 0 ? renderAll(context) : await renderOne(context, words))
    return exitCodes.passed
  },
}

const groups: readonly { readonly group: CommandEntry['group']; readonly title: string }[] = [
  { group: 'learn', title: 'Learn' },
  { group: 'machine', title: 'This machine' },
  { group: 'author', title: 'For authors' },
]

function renderAll({ commands, screen }: CommandContext): string {
  const paint = paintFor(screen)
  const width = Math.max(...commands.map(({ name }) => name.length))
  const sections = groups.flatMap(({ group, title }) => {
    const entries = commands.filter((entry) => entry.group === group)
    const lines = entries.map(({ name, summary }) => `  ${paint.command(name.padEnd(width))}  ${summary}`)
    return lines.length === 0 ? [] : [`${paint.strong(title)}\n${lines.join('\n')}\n`]
  })
  const everywhere = [
    `${paint.strong('Everywhere')}`,
    '  --plain    words instead of drawing, for screen readers and logs',
    '  --help     options and examples of a command',
    '  --version  the version of this program',
    '',
    `Examples:\n  kata start lost-update\n  kata read transactions-and-isolation\n  kata help start`,
    '',
  ]
  return ['Usage: kata [command]', '', ...sections, ...everywhere].join('\n')
}

async function renderOne({ commands, screen }: CommandContext, words: readonly string[]): Promise<string> {
  const { entry } = findCommand(commands, words)
  const [{ command: definition }, { commanderOf }] = await Promise.all([entry.load(), import('./commander-of.ts')])
  let text = ''
  commanderOf(entry, definition, screen)
    .configureOutput({
      writeOut: (part) => {
        text += part
      },
    })
    .outputHelp()
  return text
}
