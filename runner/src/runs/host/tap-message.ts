/** What the taps in the worker tell the host past vitest, at once, so that it survives an endless loop. */
export type TapMessage = { readonly isFromTap: true } & (
  | { readonly type: 'test-started'; readonly name: string }
  | { readonly type: 'lease-wait'; readonly isWaiting: boolean }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'exit-called'; readonly exitCode: string; readonly stack: string }
)

export function isTapMessage(message: unknown): message is TapMessage {
  return typeof message === 'object' && message !== null && 'isFromTap' in message
}
