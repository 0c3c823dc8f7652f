import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { CourseError } from '../errors.ts'
import { chooseEditor, type Editor } from './choose-editor.ts'

/** The editor that would be opened; see `chooseEditor`. */
export function findEditor(): Editor {
  return chooseEditor(process.env, isOnPath)
}

interface Opened {
  readonly file: string
  /** The workspace: with its settings an editor finds types and tests. */
  readonly folder: string
  /** Standard output is for JSON alone. */
  readonly isQuiet: boolean
}

/**
 * Opens a file and waits until the program ends: an editor in the terminal when it is closed, others at once.
 *
 * @throws CourseError `EDITOR_NOT_OPENED`
 */
export async function openEditor(editor: Editor, { file, folder, isQuiet }: Opened): Promise<void> {
  const words = [...editor.words, ...(editor.takesFolder ? [folder] : []), file]
  // A launcher on Windows is a script, which only a shell starts.
  const isScript = process.platform === 'win32' && !/\.exe$/i.test(editor.program)
  const child = spawn(editor.program, words, {
    stdio: ['inherit', isQuiet ? 2 : 'inherit', 'inherit'],
    shell: isScript,
  })
  const end = await new Promise<{ code: number | null; error?: Error }>((done) => {
    child.on('error', (error) => done({ code: null, error }))
    child.on('close', (code) => done({ code }))
  })
  if (end.code === 0) return
  const reason = end.error ? end.error.message : `it ended with ${end.code ?? 'a signal'}`
  throw new CourseError('EDITOR_NOT_OPENED', {
    message: `${[editor.program, ...words].join(' ')}: ${reason} (${editor.by}). The kata's files are in place.`,
    cause: end.error,
  })
}

function isOnPath(program: string): boolean {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : ['']
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))))
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
