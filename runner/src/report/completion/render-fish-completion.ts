import {
  type CompletionCommand,
  type CompletionValues,
  firstWords,
  groupsOf,
  secondWords,
  valueOptions,
} from './completion-command.ts'

/** Completion for fish: `kata completion fish | source`. */
export function renderFishCompletion(commands: readonly CompletionCommand[]): string {
  const groups = groupsOf(commands)
  const lines = [
    ...firstWords(commands).map(({ word, summary }) =>
      entry('__kata_is', `-a ${word}`, groups.includes(word) ? '' : summary),
    ),
    ...groups.flatMap((group) =>
      secondWords(commands, group).map(({ name, summary }) =>
        entry(`__kata_is ${group}`, `-a ${name.slice(group.length + 1)}`, summary),
      ),
    ),
    ...commands.flatMap(renderCommand),
  ]
  return `# Completion of kata for fish.
function __kata_names
    kata completion --names $argv[1] 2>/dev/null
end
${conditions(valueOptions(commands))}
complete -c kata -f
complete -c kata -n '__kata_is' -l version -d 'The version of this program'
complete -c kata -l help -s h -d 'Options and examples'
complete -c kata -l plain -d 'Words instead of drawing'
${lines.join('\n')}
`
}

/** What the conditions of the entries call. `skips`: options whose next word is their value. */
function conditions(skips: readonly string[]): string {
  return `# The words before the cursor that are neither options nor their values.
function __kata_words
    set -l isValue 0
    for word in (commandline -opc)[2..]
        if test $isValue = 1
            set isValue 0
        else if contains -- $word ${skips.length > 0 ? skips.join(' ') : "''"}
            set isValue 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end
# Whether exactly these words were given.
function __kata_is
    set -l given (__kata_words)
    test "$given" = "$argv"
end
# Whether a command was given: its words.
function __kata_uses
    set -l given (__kata_words)
    test (count $given) -ge (count $argv); or return 1
    set -l first $given[1..(count $argv)]
    test "$first" = "$argv"
end
# How many words were given behind a command, compared as test does: -eq or -ge, a number, the command.
function __kata_has
    __kata_uses $argv[3..]; or return 1
    set -l behind (math (count (__kata_words)) - (count $argv) + 2)
    test $behind $argv[1] $argv[2]
end`
}

function renderCommand({ name, options, arguments: positions }: CompletionCommand): string[] {
  return [
    ...options.map(({ names, summary, value }) => {
      const forms = names.map((option) => (option.startsWith('--') ? `-l ${option.slice(2)}` : `-s ${option.slice(1)}`))
      return entry(`__kata_uses ${name}`, [...forms, ...(value ? ['-x', ...offer(value)] : [])].join(' '), summary)
    }),
    ...positions.flatMap(({ values, isRepeated }, at) => {
      const offered = offer(values)
      return offered.length === 0
        ? []
        : [entry(`__kata_has ${isRepeated ? '-ge' : '-eq'} ${at} ${name}`, offered.join(' '))]
    }),
  ]
}

function entry(condition: string, what: string, summary = ''): string {
  return `complete -c kata -n ${quoted(condition)} ${what}${summary === '' ? '' : ` -d ${quoted(summary)}`}`
}

function offer(values: CompletionValues): string[] {
  switch (values.kind) {
    case 'words':
      return [`-a ${quoted(values.words.join(' '))}`]
    case 'files':
      return ['-F']
    case 'none':
      return []
    default:
      return [`-a '(__kata_names ${values.kind})'`]
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
