import { spawn } from 'node:child_process'

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens an address in the user's browser. That it does not open is said, and ends nothing. */
export function openBrowser(url: string, note: (text: string) => void): void {
  const [program = '', ...words] = openers[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true })
  child.on('error', (error) => note(`No browser was opened (${program}: ${error.message}). Open ${url} yourself.\n`))
  child.unref()
}
