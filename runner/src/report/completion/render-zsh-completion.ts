import {
  type CompletionCommand,
  type CompletionValues,
  firstWords,
  groupsOf,
  secondWords,
  valueOptions,
} from './completion-command.ts'

/** Completion for zsh: `eval "$(kata completion zsh)"` behind `compinit`, or the file `_kata` in a folder of `fpath`. */
export function renderZshCompletion(commands: readonly CompletionCommand[]): string {
  const skips = valueOptions(commands)
  return `#compdef kata
# Completion of kata for zsh.
_kata_names() { compadd -- \${(f)"$(kata completion --names $1 2>/dev/null)"} }
_kata() {
  local command='' isValue='' i
  local -i count=0
  for ((i = 2; i < CURRENT; i++)); do
    if [[ -n $isValue ]]; then isValue=''; continue; fi
    case $words[i] in
      ${skips.length > 0 ? `(${skips.join('|')})`.concat(' isValue=yes ;;\n      ') : ''}(-*) ;;
      (*)
        if [[ $count == 0 && -z $command ]]; then command=$words[i]
${groupsOf(commands)
  .map((group) => `        elif [[ $command == ${group} ]]; then command="${group} $words[i]"\n`)
  .join('')}        else ((count += 1)); fi
        ;;
    esac
  done
  local -a offered
  case $command in
    ('')
      if [[ $PREFIX == -* ]]; then compadd -- --help --version --plain; return; fi
      offered=(${firstWords(commands)
        .map(({ word, summary }) => quoted(`${word}:${summary}`))
        .join(' ')})
      _describe command offered
      ;;
${groupsOf(commands)
  .map((group) => `    (${group}) offered=(${describeRest(commands, group)}); _describe command offered ;;\n`)
  .join('')}${commands.map(renderCommand).join('')}  esac
}
if [[ $funcstack[1] == _kata ]]; then _kata "$@"; else compdef _kata kata; fi
`
}

function describeRest(commands: readonly CompletionCommand[], group: string): string {
  return secondWords(commands, group)
    .map(({ name, summary }) => quoted(`${name.slice(group.length + 1)}:${summary}`))
    .join(' ')
}

function renderCommand({ name, options, arguments: positions }: CompletionCommand): string {
  const values = options.flatMap(({ names, value }) =>
    value ? [`      if [[ $words[CURRENT-1] == (${names.join('|')}) ]]; then ${offer(value)}; return; fi\n`] : [],
  )
  const places = positions.map(({ values: place, isRepeated }, at) => {
    return `        (${isRepeated ? '*' : at}) ${offer(place)} ;;\n`
  })
  const all = [
    quoted('--help:This help'),
    ...options.flatMap(({ names, summary }) => names.map((option) => quoted(`${option}:${summary}`))),
  ]
  return `    (${quoted(name)})
${values.join('')}      if [[ $PREFIX == -* ]]; then offered=(${all.join(' ')}); _describe option offered; return; fi
      case $count in
${places.join('')}      esac
      ;;
`
}

function offer(values: CompletionValues): string {
  switch (values.kind) {
    case 'words':
      return `compadd -- ${values.words.map(quoted).join(' ')}`
    case 'files':
      return '_files'
    case 'none':
      return ':'
    default:
      return `_kata_names ${values.kind}`
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
