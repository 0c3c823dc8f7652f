import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findOnPath } from '../../src/services/local/find-on-path.ts'
import { openTerminal } from '../support/kata-terminal.ts'
import { type OwnKata, ownKata } from '../support/own-kata.ts'
import { runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function isInstalled(shell: string): Promise<boolean> {
  return (await findOnPath(shell)) !== undefined
}

/** With the reason for which its tests are left out. */
async function titleOf(shell: string): Promise<string> {
  return (await isInstalled(shell)) ? shell : `${shell} (not installed on this machine)`
}

/** A program `kata` on PATH, as a learner has it who completes it, and the script of one shell. */
interface Installed extends OwnKata {
  readonly script: string
  readonly shellEnv: Readonly<Record<string, string>>
}

async function installed(shell: string): Promise<Installed> {
  const kata = ownKata({ KATA_COURSE: join(import.meta.dirname, '../fixtures/weeks-course') })
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'kata'), `#!/bin/sh\nexec '${process.execPath}' '${kata.bin}' "$@"\n`)
  chmodSync(join(folder, 'kata'), 0o755)
  const { stdout, code } = await kata.run('completion', shell)
  expect(code).toBe(0)
  const script = join(folder, shell === 'zsh' ? '_kata' : `kata.${shell}`)
  writeFileSync(script, stdout)
  return { ...kata, script, shellEnv: { ...kata.env, PATH: `${folder}:${process.env['PATH']}`, HOME: folder } }
}

const lines: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ['kata ', ['list', 'review', 'dev'], ['--json', 'check']],
  ['kata re', ['read', 'reset', 'review'], ['list']],
  ['kata dev ', ['check', 'new'], ['list']],
  ['kata start ', ['add-up', 'settle-up'], ['adding', '--json']],
  ['kata start a', ['add-up'], ['settle-up']],
  ['kata read ', ['adding', 'taking-away'], ['add-up']],
  ['kata testout ', ['sums', 'servers'], ['add-up']],
  ['kata next --', ['--minutes', '--start', '--json'], ['--service']],
  ['kata list --service ', ['postgres', 'kafka'], ['sums']],
  ['kata list --service redis s', ['sums', 'servers'], ['redis', 'add-up']],
  ['kata services ', ['start', 'logs', 'env'], ['postgres']],
  ['kata services logs postgres re', ['redis'], ['reset']],
  ['kata completion ', ['bash', 'zsh', 'fish'], ['list']],
]

describe.runIf(await isInstalled('bash'))(await titleOf('bash'), () => {
  test('offers commands, options and names of the course', async () => {
    const { script, shellEnv } = await installed('bash')
    const asked = lines.map(([line]) => {
      const words = line
        .split(' ')
        .map((word) => `'${word}'`)
        .join(' ')
      return `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _kata; echo "\${COMPREPLY[*]}"`
    })
    const { stdout, stderr } = await runProgram('bash', ['--norc', '-c', [`. ${script}`, ...asked].join('\n')], {
      env: shellEnv,
    })
    expect(stderr).toBe('')
    expectOffered(stdout.split('\n').map((line) => line.split(' ')))
  })

  test('completes on a terminal', async () => {
    const { script, shellEnv } = await installed('bash')
    await typeInto(['bash', '--norc', '-i'], `. ${script}`, shellEnv)
  })
})

describe.runIf(await isInstalled('fish'))(await titleOf('fish'), () => {
  test('offers commands, options and names of the course', async () => {
    const { script, shellEnv } = await installed('fish')
    const asked = lines.map(([line]) => `complete -C '${line}' | string replace -r '\\t.*' '' | string join ' '; echo`)
    const { stdout, stderr } = await runProgram(
      'fish',
      ['--no-config', '-c', [`source ${script}`, ...asked].join('\n')],
      {
        env: shellEnv,
      },
    )
    expect(stderr).toBe('')
    expectOffered(
      stdout
        .replaceAll('\n\n', '\n')
        .split('\n')
        .map((line) => line.split(' ')),
    )
  })
})

describe.runIf(await isInstalled('zsh'))(await titleOf('zsh'), () => {
  test('completes on a terminal', async () => {
    const { script, shellEnv } = await installed('zsh')
    await typeInto(
      ['zsh', '-f', '-i'],
      `bindkey -e; autoload -U compinit; compinit -u; eval "$(cat ${script})"`,
      shellEnv,
    )
  })
})

const tab = '\t'
const toLineStart = '\u0001'

/** Types beginnings with Tab into a shell, and has the shell say what became of each. */
async function typeInto(shell: readonly string[], setUp: string, env: Readonly<Record<string, string>>): Promise<void> {
  const terminal = openTerminal(shell, env, 120)
  // The quotes keep the prompt from being met in what was typed.
  terminal.type(`${setUp}; PS1='rea''dy> '\r`)
  await terminal.waitFor('ready> ')
  for (const [typed, completed] of [
    [`kata testo${tab}sum${tab}`, 'kata testout sums'],
    [`kata dev ch${tab}`, 'kata dev check'],
    [`kata start set${tab}`, 'kata start settle-up'],
    [`kata next --minu${tab}`, 'kata next --minutes'],
    [`kata list --service kaf${tab}ser${tab}`, 'kata list --service kafka servers'],
  ] as const) {
    terminal.type(`${typed}${toLineStart}echo became \r`)
    await terminal.waitFor(`became ${completed}`)
    await terminal.waitFor('ready> ')
  }
  terminal.type('exit\r')
  await terminal.ended
}

test.each([
  [[], 'No shell was named'],
  [['csh'], 'no completion for "csh"'],
  [['--names', 'things'], '--names takes one of'],
])('completion %j is wrong usage', async (words, reason) => {
  const ended = await ownKata().run('completion', ...words)
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toContain(reason)
})

function expectOffered(offers: readonly (readonly string[])[]): void {
  for (const [index, [line, offered, not]] of lines.entries()) {
    expect(offers[index], line).toEqual(expect.arrayContaining([...offered]))
    expect(
      not.filter((word) => offers[index]?.includes(word)),
      line,
    ).toEqual([])
  }
}
