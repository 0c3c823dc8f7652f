import type { Course } from '../course/course.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { renderBashCompletion } from '../report/completion/render-bash-completion.ts'
import { renderFishCompletion } from '../report/completion/render-fish-completion.ts'
import { renderZshCompletion } from '../report/completion/render-zsh-completion.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { completionCommands } from './completion-commands.ts'
import { openCourse } from './open-course.ts'

const shells = { bash: renderBashCompletion, zsh: renderZshCompletion, fish: renderFishCompletion }
const shellNames = Object.keys(shells) as readonly (keyof typeof shells)[]

const names: Readonly<Record<string, (course: Course) => Iterable<string>>> = {
  katas: ({ katas, builds }) => [...katas.keys(), ...builds.keys()],
  lessons: ({ lessons }) => lessons.keys(),
  chapters: ({ chapters }) => chapters.map(({ slug }) => slug),
}

export const command: CommandDefinition = {
  arguments: [{ name: 'shell', summary: shellNames.join(', '), choices: shellNames }],
  options: [
    {
      flags: '--names <kind>',
      summary: `Only the names of ${Object.keys(names).join(', ')}, one a line, as the scripts ask for them`,
      choices: Object.keys(names),
    },
  ],
  examples: [
    { line: 'eval "$(npx kata completion bash)"', does: 'in ~/.bashrc; zsh alike, behind compinit in ~/.zshrc' },
    { line: 'npx kata completion fish | source', does: 'in ~/.config/fish/config.fish' },
    { line: 'kata() { npx kata "$@"; }', does: 'beside it, so that the word `kata` alone is a command' },
  ],
  run: async (context, { arguments: [shell], options }) => {
    context.write(options['names'] === undefined ? await renderScript(context, shell) : await list(context, options))
    return exitCodes.passed
  },
}

async function renderScript({ commands }: CommandContext, given: string | undefined): Promise<string> {
  const shell = shellNames.find((name) => name === given)
  if (shell) return shells[shell](await completionCommands(commands))
  throw new CourseError('WRONG_USAGE', {
    message: given === undefined ? 'No shell was named.' : `There is no completion for "${given}".`,
    hint: `Name one of ${shellNames.join(', ')}, as in \`kata completion bash\`.`,
  })
}

async function list(context: CommandContext, { names: kind }: Readonly<Record<string, unknown>>): Promise<string> {
  const find = typeof kind === 'string' && Object.hasOwn(names, kind) ? names[kind] : undefined
  if (find) return [...find((await openCourse(context)).course)].map((name) => `${name}\n`).join('')
  throw new CourseError('WRONG_USAGE', {
    message: `--names takes one of ${Object.keys(names).join(', ')}, got "${String(kind)}".`,
    hint: 'See `kata help completion`.',
  })
}
