import type { ExitCode } from '../errors.ts'
import type { Screen } from '../terminal/screen.ts'

/** What every command is given: where it may write, where it stands, and when to give up. */
export interface CommandContext {
  readonly screen: Screen
  /** Writes to standard output as it is; no line end is added. */
  readonly write: (text: string) => void
  /** Writes progress and remarks to standard error, so that `--json` on standard output stays parseable. */
  readonly note: (text: string) => void
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** The folder in which the command was given. */
  readonly currentFolder: string
  /** The root of this package: lessons, katas and runner lie below it. */
  readonly packageRoot: string
  /** The folder that holds `lessons/` and `katas/`: the package's own, unless `KATA_COURSE` names another. */
  readonly courseRoot: string
  /** Every command there is, for help and the menu. */
  readonly commands: readonly CommandEntry[]
  /** Runs another command as if it had been given on the command line. */
  readonly runCommand: (name: string, input: CommandInput) => Promise<ExitCode>
}

/** A command as the table knows it, before its module is loaded. */
export interface CommandEntry {
  /** What is typed: `list`, `dev check`. */
  readonly name: string
  /** One line, for help. */
  readonly summary: string
  readonly group: 'learn' | 'machine' | 'author'
  readonly load: () => Promise<{ readonly command: CommandDefinition }>
}

export interface ArgumentDefinition {
  readonly name: string
  readonly summary: string
  /** All that it takes, for completion; the command itself checks what it is given. */
  readonly choices?: readonly string[]
  readonly isRequired?: boolean
  readonly isRepeated?: boolean
}

export interface OptionDefinition {
  /** In commander's form: `--minutes <number>`, `--json`. */
  readonly flags: string
  readonly summary: string
  /** As with an argument, for what follows the option. */
  readonly choices?: readonly string[]
}

/** What a command takes and does. `run` returns the exit code; it never ends the process. */
export interface CommandDefinition {
  readonly arguments?: readonly ArgumentDefinition[]
  readonly options?: readonly OptionDefinition[]
  /** Options that are not listed reach `run` among the arguments, as they were typed; it has to refuse what it does not know. */
  readonly takesOtherOptions?: boolean
  /** Whole command lines with what they do, shown in help. */
  readonly examples: readonly { readonly line: string; readonly does: string }[]
  readonly run: (context: CommandContext, input: CommandInput) => Promise<ExitCode>
}

export interface CommandInput {
  readonly arguments: readonly string[]
  /** By camel-cased option name, as commander gives them. */
  readonly options: Readonly<Record<string, unknown>>
}
