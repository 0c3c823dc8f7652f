import { execFileSync } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fixtureCourse, packageRoot } from './fixture-course.ts'
import { runProgram } from './run-program.ts'
import { temporaryFolder } from './temporary-folder.ts'

interface OwnClone {
  readonly folder: string
  /** Runs one command in the clone. */
  readonly run: (...words: string[]) => ReturnType<typeof runProgram>
  /** Removes whatever git does not know, as `git clean -fdx` does; the packages are installed again. */
  readonly clean: () => void
}

/** A clone with the sources as they are now, whose user has this data folder. */
export function ownClone(home: string): OwnClone {
  const folder = join(temporaryFolder(), 'clone')
  for (const name of ['runner/bin', 'runner/src', 'package.json', '.gitignore'])
    cpSync(join(packageRoot, name), join(folder, name), { recursive: true })
  const git = (...words: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], {
      cwd: folder,
      stdio: 'pipe',
    })
  git('init')
  git('add', '.')
  git('commit', '-m', 'As it is')
  const install = (): void => symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')
  install()
  const env = { KATA_COURSE: fixtureCourse, KATA_HOME: home, KATA_WORKSPACE: undefined, COLUMNS: '80' }
  return {
    folder,
    run: (...words) =>
      runProgram(process.execPath, [join(folder, 'runner/bin/kata.cjs'), ...words], { cwd: folder, env }),
    clean: () => {
      git('clean', '-fdx')
      install()
    },
  }
}
