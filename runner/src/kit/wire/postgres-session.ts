import { connect, type Socket } from 'node:net'
import { emptyFrame, type Frame, FrameReader, queryFrame } from './postgres-frames.ts'
import type { ServerAddress } from './server-address.ts'

/** What a client is told at the end of a handshake: parameters, the key for cancelling, "ready". */
const greetingTypes = 'SKZv'

/**
 * The proxy's side that speaks to the server: one backend. It outlives a client when it is returned to a
 * `SessionStore`, so that the next client finds a warm backend behind a handshake of its own.
 */
export class PostgresSession {
  readonly startup: Buffer
  readonly socket: Socket
  readonly #reader = new FrameReader(true)
  #greeting: Buffer[] = []
  #isGreeted = false
  #onFrames: (frames: readonly Frame[], chunk: Buffer) => void = () => {}
  #onClose: () => void = () => {}
  backendPid: number | undefined
  /** The server's word: idle, in a transaction, in a failed transaction. */
  transactionState: 'I' | 'T' | 'E' = 'I'
  isClosed = false

  constructor(server: ServerAddress, startup: Buffer) {
    this.startup = startup
    this.socket = connect({ host: server.host, port: server.port, noDelay: true })
    this.socket.on('data', (chunk: Buffer) => this.#read(chunk))
    this.socket.on('error', () => this.socket.destroy())
    this.socket.on('close', () => {
      this.isClosed = true
      this.#onClose()
    })
    this.socket.write(startup)
  }

  get isGreeted(): boolean {
    return this.#isGreeted
  }

  get greeting(): Buffer {
    return Buffer.concat([authenticationOk, ...this.#greeting])
  }

  /** Hands what the server says, and its end, to a client. */
  attach(onFrames: (frames: readonly Frame[], chunk: Buffer) => void, onClose: () => void): void {
    this.#onFrames = onFrames
    this.#onClose = onClose
    if (this.isClosed) onClose()
  }

  /** Puts the session back to how a client finds it after connecting. False when the server would not. */
  async cleanUp(): Promise<boolean> {
    const questions = this.transactionState === 'I' ? ['DISCARD ALL'] : ['ROLLBACK', 'DISCARD ALL']
    return new Promise((resolve) => {
      let answers = 0
      let isClean = true
      const end = (result: boolean): void => {
        this.attach(
          () => {},
          () => {},
        )
        resolve(result)
      }
      this.attach(
        (frames) => {
          isClean &&= !frames.some((frame) => frame.type === 'E')
          answers += frames.filter((frame) => frame.type === 'Z').length
          if (answers >= questions.length) end(isClean && this.transactionState === 'I')
        },
        () => end(false),
      )
      this.socket.write(Buffer.concat(questions.map(queryFrame)))
    })
  }

  /** Says good-bye to the server. */
  end(): void {
    if (this.isClosed) return
    this.socket.end(emptyFrame('X'))
  }

  #read(chunk: Buffer): void {
    const frames = [...this.#reader.read(chunk)]
    for (const frame of frames) this.#follow(frame)
    this.#onFrames(frames, chunk)
  }

  #follow(frame: Frame): void {
    if (frame.type === 'Z') this.transactionState = frame.body.toString('latin1', 0, 1) as 'I' | 'T' | 'E'
    if (frame.type === 'K') this.backendPid = frame.body.readInt32BE(0)
    if (this.#isGreeted) return
    if (greetingTypes.includes(frame.type)) this.#greeting.push(Buffer.from(frame.bytes))
    this.#isGreeted = frame.type === 'Z'
  }
}

const authenticationOk = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0])
