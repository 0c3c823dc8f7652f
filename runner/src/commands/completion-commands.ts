import type { CompletionCommand, CompletionValues } from '../report/completion/completion-command.ts'
import type { ArgumentDefinition, CommandEntry, OptionDefinition } from './command.ts'

/** Every command with its options and arguments, in the form of the shells' completion. */
export function completionCommands(table: readonly CommandEntry[]): Promise<CompletionCommand[]> {
  return Promise.all(
    table.map(async ({ name, summary, load }) => {
      const { command } = await load()
      return {
        name,
        summary,
        options: (command.options ?? []).map(describeOption),
        arguments: (command.arguments ?? []).map((argument) => ({
          values: valuesOf(argument, table),
          isRepeated: argument.isRepeated === true,
        })),
      }
    }),
  )
}

function describeOption({ flags, summary, choices }: OptionDefinition): CompletionCommand['options'][number] {
  const names = flags.split(/[\s,]+/).filter((word) => word.startsWith('-'))
  if (!/[<[]/.test(flags)) return { names, summary }
  return { names, summary, value: choices ? { kind: 'words', words: choices } : { kind: 'none' } }
}

/** By the argument's choices, else by its name, which means the same in every command. */
function valuesOf({ name, choices }: ArgumentDefinition, table: readonly CommandEntry[]): CompletionValues {
  if (choices) return { kind: 'words', words: choices }
  switch (name) {
    case 'kata':
    case 'lesson':
    case 'chapter':
      return { kind: `${name}s` }
    case 'build':
    case 'kata or lesson':
      return { kind: 'katas' }
    case 'command':
      return { kind: 'words', words: [...new Set(table.flatMap((entry) => entry.name.split(' ')))] }
    case 'folder':
    case 'file':
      return { kind: 'files' }
    default:
      return { kind: 'none' }
  }
}
