import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { describe } from 'vitest'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const found =
  [
    process.env.CHROMIUM ?? '',
    ...(process.env.PATH ?? '').split(delimiter).flatMap((p) => names.map((n) => join(p, n))),
  ].find((path) => path !== '' && existsSync(path)) ?? null

/** Starts the Chromium of this machine. */
export async function launch(): Promise<Browser> {
  if (found === null) throw new Error('no chromium on the path; name one in the variable CHROMIUM')
  return chromium.launch({ executablePath: found })
}

/** A suite that needs Chromium: left out where there is none, but never in continuous integration. */
export const describeInBrowser = describe.skipIf(found === null && process.env.CI !== 'true')
