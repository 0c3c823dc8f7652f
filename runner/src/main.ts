import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandTable } from './commands/index.ts'
import { refuseImpossibleHome } from './commands/refuse-impossible-home.ts'
import { runCommandLine } from './commands/run-command-line.ts'
import { asInternalError, renderError } from './report/render-error.ts'
import { readScreen, type Screen } from './terminal/screen.ts'

/** As shells report a program that Ctrl-C ended. */
const interruptedExitCode = 130
const graceMs = 5000
const interruption = new AbortController()
let isOutputClosed = false

process.exit(await main(process.argv.slice(2)))

async function main(argv: readonly string[]): Promise<number> {
  const { words, isPlain } = takePlainOption(argv)
  const screen = readScreen({ env: process.env, stdout: process.stdout, stdin: process.stdin, isPlain })
  listenToSignals()
  listenToClosedOutput()
  const code = await run(words, screen)
  await flush()
  return code
}

async function run(words: readonly string[], screen: Screen): Promise<number> {
  const packageRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')
  const courseRoot = process.env['KATA_COURSE']
  try {
    refuseImpossibleHome()
    const code = await runCommandLine(commandTable, words, {
      screen,
      write: (text) => void (isOutputClosed || process.stdout.write(text)),
      note: (text) => void process.stderr.write(text),
      signal: interruption.signal,
      currentFolder: process.cwd(),
      packageRoot,
      courseRoot: courseRoot ? resolve(courseRoot) : packageRoot,
      version: readVersion(packageRoot),
    })
    return wasInterrupted() ? interruptedExitCode : code
  } catch (error) {
    if (isOutputClosed) return 0
    if (wasInterrupted() || isInterruption(error)) return interruptedExitCode
    const known = asInternalError(error)
    process.stderr.write(renderError(known, screen))
    return known.exitCode
  }
}

function takePlainOption(argv: readonly string[]): { words: readonly string[]; isPlain: boolean } {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length
  const words = argv.filter((word, index) => index >= end || word !== '--plain')
  return { words, isPlain: words.length < argv.length }
}

function readVersion(packageRoot: string): string {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')).version
}

/** The first Ctrl-C asks the command to end; a second one, or a command that does not end, ends the program. */
function listenToSignals(): void {
  const interrupt = (): void => {
    if (wasInterrupted()) process.exit(interruptedExitCode)
    interruption.abort()
    setTimeout(() => process.exit(interruptedExitCode), graceMs).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  // The process that started this one on the right Node is gone, and nobody would hear of the outcome.
  process.on('disconnect', interrupt)
  process.channel?.unref()
}

/** `kata list | head`: whoever read has read enough, and that is no error. */
function listenToClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    isOutputClosed = true
    interruption.abort()
  })
}

function wasInterrupted(): boolean {
  return interruption.signal.aborted && !isOutputClosed
}

/** Ctrl-C in a prompt reaches the prompt and not this process. */
function isInterruption(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError'
}

function flush(): Promise<void> {
  return new Promise((done) => {
    if (isOutputClosed || process.stdout.writableLength === 0) done()
    else process.stdout.write('', () => done())
  })
}
