/** What may stand in the place of an argument. */
export type CompletionValues =
  /** Names that are asked of the program, because they belong to the course. */
  | { readonly kind: 'katas' | 'lessons' | 'chapters' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'none' }

/** A command as its completion needs it. */
export interface CompletionCommand {
  /** `start`, `dev check`. */
  readonly name: string
  readonly summary: string
  readonly options: readonly {
    /** `--json`, or `-y` and `--yes`. */
    readonly names: readonly string[]
    readonly summary: string
    /** What may follow; absent when the option stands alone. */
    readonly value?: CompletionValues
  }[]
  /** In their order; the last one again and again when it `isRepeated`. */
  readonly arguments: readonly { readonly values: CompletionValues; readonly isRepeated: boolean }[]
}

/** The first words of the commands, each once, with what they do. */
export function firstWords(
  commands: readonly CompletionCommand[],
): { readonly word: string; readonly summary: string }[] {
  const words = new Map(commands.map(({ name, summary }) => [name.split(' ')[0] ?? name, summary]))
  return [...words].map(([word, summary]) => ({ word, summary }))
}

/** The second words of the commands that begin with `word` and have two. */
export function secondWords(commands: readonly CompletionCommand[], word: string): CompletionCommand[] {
  return commands.filter(({ name }) => name.startsWith(`${word} `))
}

/** First words behind which a second one has to stand. */
export function groupsOf(commands: readonly CompletionCommand[]): string[] {
  return [...new Set(commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])))]
}

/** Every option that is followed by a value. */
export function valueOptions(commands: readonly CompletionCommand[]): string[] {
  return [...new Set(commands.flatMap(({ options }) => options.flatMap((it) => (it.value ? it.names : []))))]
}
