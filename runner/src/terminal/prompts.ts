/** One answer of a question, and the line that shows it. */
export interface PromptChoice<Value> {
  readonly name: string
  readonly value: Value
  /** Shown while the choice is under the cursor. */
  readonly description?: string
}

/** Lets the person choose one. Ctrl-C ends the program quietly. */
export async function askSelect<Value>(
  message: string,
  choices: readonly PromptChoice<Value>[],
  signal: AbortSignal,
): Promise<Value> {
  const { select } = await import('@inquirer/prompts')
  return select<Value>({ message, choices: [...choices], loop: false, pageSize: 12 }, { signal })
}

/** Asks yes or no; Enter alone means no, unless `enterMeansYes`. */
export async function askConfirm(message: string, signal: AbortSignal, enterMeansYes = false): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts')
  return confirm({ message, default: enterMeansYes }, { signal })
}

/** Waits for Enter, or for q; tells whether to go on. The line is removed afterwards. */
export async function askToGoOn(message: string, signal: AbortSignal): Promise<boolean> {
  const { input } = await import('@inquirer/prompts')
  const answer = await input({ message }, { signal, clearPromptOnDone: true })
  return !/^q/i.test(answer.trim())
}

/** Asks for a line of text; Enter takes `suggestion`. */
export async function askText(message: string, suggestion: string, signal: AbortSignal): Promise<string> {
  const { input } = await import('@inquirer/prompts')
  return input({ message, default: suggestion }, { signal })
}

/** Lets the person choose any number, none included. */
export async function askSome<Value>(
  message: string,
  choices: readonly PromptChoice<Value>[],
  signal: AbortSignal,
): Promise<Value[]> {
  const { checkbox } = await import('@inquirer/prompts')
  return checkbox<Value>({ message, choices: [...choices] }, { signal })
}
