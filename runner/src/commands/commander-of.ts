import { Command, Option } from 'commander'
import type { Screen } from '../terminal/screen.ts'
import type { CommandDefinition, CommandEntry } from './command.ts'

/** The definition of a command in the form of the argument parser, which also writes its help. */
export function commanderOf(entry: CommandEntry, definition: CommandDefinition, screen: Screen): Command {
  const command = new Command(`kata ${entry.name}`)
    .description(`${entry.summary}.`)
    .helpOption('-h, --help', 'This help')
  for (const { name, summary, isRequired, isRepeated } of definition.arguments ?? []) {
    const inner = isRepeated ? `${name}...` : name
    command.argument(isRequired ? `<${inner}>` : `[${inner}]`, summary)
  }
  for (const { flags, summary } of definition.options ?? []) command.addOption(new Option(flags, summary))
  return command
    .allowUnknownOption(definition.takesOtherOptions === true)
    .allowExcessArguments(definition.takesOtherOptions === true)
    .exitOverride()
    .configureHelp({ helpWidth: screen.columns })
    .configureOutput({ writeOut: () => {}, writeErr: () => {} })
    .addHelpText('after', renderExamples(definition))
}

function renderExamples({ examples }: CommandDefinition): string {
  const width = Math.max(...examples.map(({ line }) => line.length), 0)
  const lines = examples.map(({ line, does }) => `  ${line.padEnd(width)}  ${does}`)
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`
}
