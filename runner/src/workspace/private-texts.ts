import { homedir, hostname, tmpdir, userInfo } from 'node:os'
import type { PrivateText } from './anonymise.ts'

/** Names that tell nothing about anybody, and words of their own in many a text. */
const namesOfNobody = [
  'root',
  'admin',
  'user',
  'node',
  'runner',
  'ubuntu',
  'postgres',
  'vscode',
  'codespace',
  'localhost',
]

interface PrivatePlaces {
  readonly workspaceFolder: string
  readonly dataFolder: string
  readonly packageRoot: string
  /** Texts of the course about the same kata: a name that they hold is no secret. */
  readonly courseTexts: readonly string[]
}

/** What tells who somebody is or where their files lie. */
export function privateTextsOf({
  workspaceFolder,
  dataFolder,
  packageRoot,
  courseTexts,
}: PrivatePlaces): PrivateText[] {
  const folders = [
    { text: workspaceFolder, replacement: '<workspace>' },
    { text: dataFolder, replacement: '<data>' },
    { text: packageRoot, replacement: '<loadbearing>' },
    { text: tmpdir(), replacement: '<temporary>' },
    { text: homedir(), replacement: '~' },
  ]
  const names = [
    { text: userName(), replacement: '<user>', isWord: true },
    { text: hostname(), replacement: '<machine>', isWord: true },
  ]
  const isTelling = ({ text }: PrivateText): boolean =>
    text.length > 2 &&
    !namesOfNobody.includes(text.toLowerCase()) &&
    !courseTexts.some((course) => course.toLowerCase().includes(text.toLowerCase()))
  return [...folders.filter(({ text }) => text.length > 2), ...names.filter(isTelling)]
}

/** A user of a container may have no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
