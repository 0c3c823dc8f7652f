/** What the terminal on the other side can show. */
export interface Screen {
  readonly columns: number
  readonly hasColour: boolean
  /** Both ends are a terminal, so questions may be asked. */
  readonly isInteractive: boolean
  /** Asked for by `--plain`: words instead of drawing, for screen readers. */
  readonly isPlain: boolean
}

interface ScreenSource {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number }
  readonly stdin: { readonly isTTY?: boolean }
  readonly isPlain: boolean
}

/** Reads the screen's abilities from the process. `NO_COLOR` wins over `FORCE_COLOR`. */
export function readScreen({ env, stdout, stdin, isPlain }: ScreenSource): Screen {
  const isTerminal = stdout.isTTY === true
  const wantsColour = isTerminal || Boolean(env['FORCE_COLOR'])
  return {
    columns: Math.max(40, stdout.columns ?? (Number(env['COLUMNS']) || 80)),
    hasColour: wantsColour && !env['NO_COLOR'] && env['TERM'] !== 'dumb' && !isPlain,
    isInteractive: isTerminal && stdin.isTTY === true && !isPlain && !env['CI'],
    isPlain,
  }
}
