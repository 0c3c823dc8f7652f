import { askIfRunning } from './client/connect-to-keeper.ts'

/** Removes what was kept under this label. Called when a run begins. */
export async function discardKept(label: string): Promise<void> {
  await askIfRunning('discardKept', { label })
}
