import { createInterface } from 'node:readline/promises'

/** Asks on the terminal; where nobody can answer, says what is done and goes on. */
export async function askToInstall(what: string, write: (text: string) => void): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env['CI']) {
    write(`   Installing ${what}.\n`)
    return true
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`   Install ${what}? [Y/n] `)
  terminal.close()
  return !/^n/i.test(answer.trim())
}
