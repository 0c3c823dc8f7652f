import { type ReplayMessage, type ReplayStop, replayChannel } from '../../replay.ts'

/** The line between this process and the test's thread, by which a replay stands and goes on. */
export class ReplayLine {
  readonly #channel = new BroadcastChannel(replayChannel)

  constructor(onStop: (stop: ReplayStop) => void) {
    this.#channel.onmessage = ({ data }: { data: ReplayMessage }) => {
      if (data.type === 'stands') onStop(data.stop)
    }
  }

  send(message: ReplayMessage): void {
    this.#channel.postMessage(message)
  }
}
