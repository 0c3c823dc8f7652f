import { CourseError } from '../errors.ts'

/** A program that opens a file. */
export interface Editor {
  readonly program: string
  /** What stands before the file. */
  readonly words: readonly string[]
  /** For the learner: what named it. */
  readonly by: string
  /** It takes a folder beside the file, and shows both. */
  readonly takesFolder: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Editors that open a folder together with a file in it. */
const folderEditors = ['code', 'code-insiders', 'cursor', 'codium', 'windsurf', 'zed', 'subl']

/** By the bundle that macOS says a terminal belongs to, or the one that JetBrains' own terminal says. */
const jetBrainsPrograms = ['idea', 'webstorm', 'pycharm', 'goland', 'rider', 'phpstorm', 'rubymine', 'clion']

/**
 * `$VISUAL`, else `$EDITOR`, else the editor in whose terminal this runs.
 *
 * @param isThere whether a program is on PATH
 * @throws CourseError `EDITOR_NOT_FOUND`, with all that was looked at
 */
export function chooseEditor(env: Environment, isThere: (program: string) => boolean): Editor {
  return fromVariable(env, 'VISUAL') ?? fromVariable(env, 'EDITOR') ?? fromTerminal(env, isThere) ?? notFound(env)
}

function fromVariable(env: Environment, name: string): Editor | undefined {
  const [program, ...words] = splitWords(env[name] ?? '')
  if (program === undefined) return undefined
  const ownName =
    program
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.(exe|cmd)$/i, '') ?? program
  return { program, words, by: `${name} is ${env[name]}`, takesFolder: folderEditors.includes(ownName) }
}

// The window that holds the terminal has a folder open already, which must not be taken away.
function fromTerminal(env: Environment, isThere: (program: string) => boolean): Editor | undefined {
  const [by, programs] = terminalOf(env) ?? []
  const program = programs?.find(isThere)
  if (by === undefined || program === undefined) return undefined
  const words = programs === jetBrainsPrograms || program === 'zed' ? [] : ['--reuse-window']
  return { program, words, by: `this is ${by}`, takesFolder: false }
}

function terminalOf(env: Environment): readonly [by: string, programs: readonly string[]] | undefined {
  if (env['TERM_PROGRAM'] === 'vscode') return ['the terminal of VS Code or one of its kin', vsCodePrograms(env)]
  if (env['TERMINAL_EMULATOR']?.startsWith('JetBrains'))
    return ['the terminal of a JetBrains editor', jetBrainsPrograms]
  if (env['ZED_TERM'] === 'true' || env['TERM_PROGRAM'] === 'zed') return ['the terminal of Zed', ['zed']]
  return undefined
}

/** VS Code's kin say the same of themselves; the one that runs is named by what it adds. */
function vsCodePrograms(env: Environment): readonly string[] {
  if (env['CURSOR_TRACE_ID'] !== undefined) return ['cursor', 'code']
  if (/insiders/i.test(env['TERM_PROGRAM_VERSION'] ?? '')) return ['code-insiders', 'code']
  return ['code', 'codium', 'cursor', 'windsurf', 'code-insiders']
}

function notFound(env: Environment): never {
  const terminal = terminalOf(env)
  const reason = terminal
    ? `this is ${terminal[0]}, but none of ${terminal[1].join(', ')} is on PATH`
    : 'the terminal is of no editor that is known'
  throw new CourseError('EDITOR_NOT_FOUND', { message: `VISUAL and EDITOR are not set, and ${reason}.` })
}

/** Words at spaces; quotes keep a path with spaces together. */
function splitWords(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  )
}
