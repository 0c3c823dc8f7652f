import { isPassing, readCommand } from './redis-command.ts'
import type { RespMessage } from './resp-reader.ts'
import type { Command, RedisUnit } from './unit.ts'

/** Commands that go to the server together. */
export interface CommandBatch {
  readonly unit: RedisUnit
  readonly bytes: Buffer[]
  /** Handshake and health checks. */
  readonly isPassing: boolean
  /** MULTI was said, EXEC or DISCARD not yet. */
  isOpen: boolean
}

/** Groups commands as they come: one write of the client, or MULTI…EXEC over several writes, is one batch. */
export class RedisUnitBuilder {
  #last: CommandBatch | undefined

  /** Returns the new batches. Commands that continue an open transaction are handed to `continued` instead. */
  add(
    messages: Iterable<RespMessage>,
    continued: (batch: CommandBatch, command: Command, bytes: Buffer) => void,
  ): CommandBatch[] {
    const batches: CommandBatch[] = []
    for (const { value, bytes } of messages) {
      const command = readCommand(value)
      const open = this.#last?.isOpen === true ? this.#last : undefined
      if (open && !batches.includes(open)) {
        open.unit.commands.push(command)
        open.isOpen = !endsTransaction(command)
        continued(open, command, bytes)
      } else this.#append(batches, command, bytes)
    }
    return batches
  }

  #append(batches: CommandBatch[], command: Command, bytes: Buffer): void {
    const current = batches.at(-1)
    const isQuiet = isPassing(command) && !current?.isOpen
    const batch = current && current.isPassing === isQuiet ? current : emptyBatch(isQuiet)
    if (batch !== current) batches.push(batch)
    batch.unit.commands.push(command)
    batch.bytes.push(bytes)
    if (command.name === 'MULTI') batch.isOpen = true
    if (endsTransaction(command)) batch.isOpen = false
    this.#last = batch
  }
}

function emptyBatch(isQuiet: boolean): CommandBatch {
  return { unit: { service: 'redis', commands: [], replies: [] }, bytes: [], isPassing: isQuiet, isOpen: false }
}

function endsTransaction(command: Command): boolean {
  return command.name === 'EXEC' || command.name === 'DISCARD'
}
