import { type Browser, chromium } from 'playwright-core'

/** The system's Chromium, without a window. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
}
