import type { CommandEntry } from './command.ts'

/** Every command. The module of a command is loaded only when it is given. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'menu',
    group: 'learn',
    summary: 'Go on where you stopped (the same as `kata` alone)',
    load: () => import('./menu.ts'),
  },
  {
    name: 'list',
    group: 'learn',
    summary: 'Chapters, lessons and katas, with what you have done',
    load: () => import('./list.ts'),
  },
  {
    name: 'read',
    group: 'learn',
    summary: 'Read a lesson here, with its predictions',
    load: () => import('./read.ts'),
  },
  {
    name: 'demo',
    group: 'learn',
    summary: "Run a lesson's demo on this machine",
    load: () => import('./demo.ts'),
  },
  { name: 'start', group: 'learn', summary: 'Copy a kata into your workspace', load: () => import('./start.ts') },
  { name: 'test', group: 'learn', summary: 'Run the tests of a kata once', load: () => import('./test.ts') },
  {
    name: 'watch',
    group: 'learn',
    summary: 'Run the tests of a kata whenever you save',
    load: () => import('./watch.ts'),
  },
  {
    name: 'hint',
    group: 'learn',
    summary: 'The next hint, chosen by the test that failed',
    load: () => import('./hint.ts'),
  },
  {
    name: 'replay',
    group: 'learn',
    summary: 'The failing order again, one step at a time',
    load: () => import('./replay.ts'),
  },
  {
    name: 'reset',
    group: 'learn',
    summary: 'Put the starter back; your version is kept',
    load: () => import('./reset.ts'),
  },
  { name: 'progress', group: 'learn', summary: 'What you have done, by chapter', load: () => import('./progress.ts') },
  {
    name: 'ledger',
    group: 'learn',
    summary: 'The constraints you have defended, with the evidence',
    load: () => import('./ledger.ts'),
  },
  {
    name: 'report',
    group: 'learn',
    summary: 'Pack a verdict that seems wrong into one file for a bug report',
    load: () => import('./report.ts'),
  },
  {
    name: 'doctor',
    group: 'machine',
    summary: 'What this machine has, what is missing, and what mends it',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'services',
    group: 'machine',
    summary: 'The real servers: start, stop, status, logs',
    load: () => import('./services.ts'),
  },
  {
    name: 'sh',
    group: 'machine',
    summary: 'psql, redis-cli or a shell where the last failed run left its data',
    load: () => import('./sh.ts'),
  },
  {
    name: 'prefetch',
    group: 'machine',
    summary: 'Download all images ahead of time',
    load: () => import('./prefetch.ts'),
  },
  {
    name: 'images build',
    group: 'machine',
    summary: 'Make the images here, where none can be downloaded',
    load: () => import('./images-build.ts'),
  },
  { name: 'init', group: 'machine', summary: 'Make this folder a workspace', load: () => import('./init.ts') },
  {
    name: 'dev check',
    group: 'author',
    summary: "The author's gate: judge katas and lessons by every rule",
    load: () => import('./dev-check.ts'),
  },
  { name: 'dev new', group: 'author', summary: 'Write the folder of a new kata', load: () => import('./dev-new.ts') },
  {
    name: 'help',
    group: 'machine',
    summary: 'Every command, or one with its options and examples',
    load: () => import('./help.ts'),
  },
]
