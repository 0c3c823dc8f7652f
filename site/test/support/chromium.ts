import { type Browser, chromium } from 'playwright-core'
import { test } from 'vitest'
import { findChromium } from '../../../runner/scripts/tools/find-chromium.ts'

/** A test in a browser: skipped where there is none. */
export const browserTest = test.skipIf(findChromium() === undefined)

/** The system's Chromium, without a window. */
export function startChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? 'chromium', args: ['--no-sandbox', ...args] })
}
