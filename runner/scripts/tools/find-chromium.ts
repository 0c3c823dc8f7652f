import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The program of a Chromium on this machine: what `CHROMIUM` names, or one where systems put it. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']
  return (named === undefined ? places : [named]).find((place) => existsSync(place))
}
