import {
  type CompletionCommand,
  type CompletionValues,
  firstWords,
  groupsOf,
  secondWords,
  valueOptions,
} from './completion-command.ts'

/** Completion for bash: `eval "$(kata completion bash)"`. Names of the course are asked for when they are needed. */
export function renderBashCompletion(commands: readonly CompletionCommand[]): string {
  const skips = valueOptions(commands)
  return `# Completion of kata for bash.
_kata_offer() { COMPREPLY=($(compgen -W "$1" -- "$word")); }
_kata_names() { _kata_offer "$(kata completion --names "$1" 2>/dev/null)"; }
_kata() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command='' count=0 isValue='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ $isValue ]]; then isValue=''; continue; fi
    case \${COMP_WORDS[i]} in
      ${skips.length > 0 ? `${skips.join(' | ')}) isValue=yes ;;\n      ` : ''}-*) ;;
      *)
        if [[ $count == 0 && -z $command ]]; then command=\${COMP_WORDS[i]}
${groupsOf(commands)
  .map((group) => `        elif [[ $command == ${group} ]]; then command="${group} \${COMP_WORDS[i]}"\n`)
  .join('')}        else ((count++)); fi
        ;;
    esac
  done
  case $command in
    '')
      case $word in
        -*) _kata_offer '--help --version --plain' ;;
        *) _kata_offer '${firstWords(commands)
          .map(({ word }) => word)
          .join(' ')}' ;;
      esac
      ;;
${groupsOf(commands)
  .map((group) => `    ${group}) _kata_offer '${restWords(commands, group)}' ;;\n`)
  .join('')}${commands.map(renderCommand).join('')}  esac
}
complete -F _kata kata
`
}

function restWords(commands: readonly CompletionCommand[], group: string): string {
  return secondWords(commands, group)
    .map(({ name }) => name.slice(group.length + 1))
    .join(' ')
}

function renderCommand({ name, options, arguments: positions }: CompletionCommand): string {
  const values = options.flatMap(({ names, value }) =>
    value
      ? [`      if [[ ${names.map((it) => `$previous == ${it}`).join(' || ')} ]]; then ${offer(value)}; return; fi\n`]
      : [],
  )
  const places = positions.map(({ values: place, isRepeated }, at) => {
    return `          ${isRepeated ? '*' : at}) ${offer(place)} ;;\n`
  })
  const all = ['--help', ...options.flatMap(({ names }) => names)].join(' ')
  return `    '${name}')
${values.join('')}      case $word in
        -*) _kata_offer '${all}' ;;
        *)
          case $count in
${places.join('')}          esac
          ;;
      esac
      ;;
`
}

function offer(values: CompletionValues): string {
  switch (values.kind) {
    case 'words':
      return `_kata_offer '${values.words.join(' ')}'`
    case 'files':
      return 'COMPREPLY=($(compgen -f -- "$word"))'
    case 'none':
      return ':'
    default:
      return `_kata_names ${values.kind}`
  }
}
