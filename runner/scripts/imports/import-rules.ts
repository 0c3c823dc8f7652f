/** What a part of the program may import besides itself and the leaves. Everything not named is forbidden. */
export interface ImportRule {
  /** Files whose paths begin with this. The longest match decides. */
  readonly files: string
  /** Path prefixes below the repository. */
  readonly may: readonly string[]
}

/** A file directly in runner/src: it imports no part of the program, so all may import it. */
export function isLeaf(path: string): boolean {
  return /^runner\/src\/[^/]+\.ts$/.test(path) && path !== 'runner/src/main.ts'
}

const src = (...names: readonly string[]) => names.map((name) => `runner/src/${name}`)

/** Which way imports point. */
export const importRules: readonly ImportRule[] = [
  { files: 'runner/src/main.ts', may: src('commands/', 'report/', 'terminal/') },
  {
    files: 'runner/src/commands/',
    may: src(
      'runs/',
      'authoring/',
      'workspace/',
      'report/',
      'services/',
      'course/',
      'kit/',
      'drills/',
      'figures/',
      'images/',
      'machine/',
      'terminal/',
      'pages/',
      'serving/',
    ),
  },
  // What a page shows of progress is made by the same code when `kata site` serves it and when it reads a file itself.
  {
    files: 'runner/src/pages/',
    may: src(
      'workspace/derive-progress.ts',
      'workspace/derive-test-outs.ts',
      'workspace/progress-event.ts',
      'report/summarise-evidence.ts',
    ),
  },
  { files: 'runner/src/serving/', may: src('pages/') },
  { files: 'runner/src/authoring/', may: src('runs/', 'course/', 'kit/', 'figures/registry.ts') },
  { files: 'runner/src/runs/', may: src('services/', 'course/') },
  // What runs a test knows nothing of what tests are written in; the worker that waits for one has it loaded.
  { files: 'runner/src/runs/host/prepare-worker.ts', may: src('runs/', 'kit/preload.ts') },
  {
    files: 'runner/src/workspace/',
    may: src('course/', 'runs/verdict.ts', 'services/data-folder.ts', 'drills/drill-status.ts'),
  },
  {
    files: 'runner/src/report/',
    may: src(
      'course/',
      'runs/verdict.ts',
      'services/service.ts',
      'machine/machine-check.ts',
      'figures/',
      'drills/drill-status.ts',
      'terminal/',
    ),
  },
  { files: 'runner/src/kit/', may: src('services/', 'course/', 'drills/client/', 'drills/drill-definition.ts') },
  { files: 'runner/src/drills/', may: src('services/', 'kit/import-type-script.ts', 'kit/kafka/') },
  { files: 'runner/src/machine/', may: src('services/', 'terminal/show-bytes.ts') },
  { files: 'runner/src/services/', may: src('images/recipe.ts') },
  { files: 'runner/src/images/', may: src('services/') },
  { files: 'runner/src/course/', may: src('services/service.ts') },
  { files: 'runner/src/figures/', may: [] },
  { files: 'runner/src/terminal/', may: [] },
  { files: 'runner/scripts/', may: ['runner/src/'] },
  { files: 'runner/bench/', may: ['runner/src/', 'runner/scripts/', 'runner/test/support/'] },
  { files: 'runner/test/', may: ['runner/src/', 'runner/scripts/'] },
  {
    files: 'site/',
    may: [
      ...src('course/index.ts', 'figures/'),
      // What a learner's log says of progress is derived by the same code in the terminal and on the page.
      ...src('workspace/derive-progress.ts', 'workspace/parse-progress.ts', 'workspace/progress-event.ts'),
      ...src('workspace/transfer/find-events.ts', 'workspace/content-hash.ts', 'workspace/merge-events.ts', 'pages/'),
      ...src('report/summarise-evidence.ts'),
    ],
  },
  { files: 'site/astro.config.ts', may: ['site/scripts/'] },
  { files: 'site/scripts/', may: [...src('report/', 'terminal/'), 'runner/scripts/tools/', 'site/src/course/'] },
  {
    files: 'site/test/',
    may: [
      ...src('serving/', 'course/index.ts', 'figures/index.ts', 'services/find-free-port.ts'),
      'runner/scripts/tools/',
      'site/',
    ],
  },
  { files: 'katas/', may: [] },
  { files: 'lessons/', may: [] },
  // The demo of a build measures what solves its stages.
  { files: 'lessons/builds/demos/', may: ['katas/'] },
]

/** Parts that compute and never touch the machine, apart from the files that load. */
export const pureParts = ['runner/src/report/', 'runner/src/course/', 'runner/src/pages/']

export const machineModules = /^(node:)?(fs|fs\/promises|child_process|net|http|https|dgram|tls|worker_threads)$/

/** What the demo of a build compares with what was built; see docs/decisions/compared-libraries.md. */
const comparedLibraries = ['rate-limiter-flexible', 'express-rate-limit', 'rate-limit-redis']

/** What a kata or a demo may import besides its own files. */
export const clientLibraries = [
  'loadbearing/kit',
  'loadbearing/demo',
  'loadbearing/drill',
  'pg',
  'ioredis',
  'kafkajs',
  ...comparedLibraries,
]
