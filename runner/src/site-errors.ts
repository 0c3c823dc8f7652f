import { type CatalogueEntry, exitCodes } from './catalogue-entry.ts'

/** What can go wrong with figures and with the course in a browser. */
export const siteErrors = {
  UNKNOWN_FIGURE: {
    title: 'There is no such figure.',
    hint: 'See `kata figure` for every figure.',
    exitCode: exitCodes.wrongUsage,
  },
  SITE_NOT_BUILT: {
    title: 'There is no built site here.',
    hint: 'In a clone run `npm run site:build`; elsewhere install loadbearing again, which brings it built.',
    exitCode: exitCodes.machineNotReady,
  },
  PORT_NOT_AVAILABLE: {
    title: 'This port can not be used.',
    hint: 'Give another one with `--port`, or none, to have any that is free.',
    exitCode: exitCodes.machineNotReady,
  },
} as const satisfies Record<string, CatalogueEntry>
