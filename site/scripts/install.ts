import { enterSite } from './enter-site.ts'

// What the stages of `npm test` need before they look at the site.
process.exitCode = (await enterSite('all')) ? 0 : 3
