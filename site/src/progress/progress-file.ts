import { isPageCourse, type PageCourse } from '../../../runner/src/pages/page-course.ts'
import { renderProgress } from '../../../runner/src/pages/render-progress.ts'
import { viewProgress } from '../../../runner/src/pages/view-progress.ts'
import { deriveProgress } from '../../../runner/src/workspace/derive-progress.ts'
import { mergeEvents } from '../../../runner/src/workspace/merge-events.ts'
import type { ProgressEvent } from '../../../runner/src/workspace/progress-event.ts'
import { findEvents } from '../../../runner/src/workspace/transfer/find-events.ts'
import { forgetEvents, keepEvents, loadKeptEvents } from './kept-events.ts'

/** Asks for an exported file, and shows what it says in the page. */
class ProgressFileElement extends HTMLElement {
  #events: readonly ProgressEvent[] | undefined

  connectedCallback(): void {
    const form = this.querySelector('form')
    if (form === null) return
    form.hidden = false
    this.querySelector('.scriptless')?.remove()
    this.#file?.addEventListener('change', () => void this.#read())
    this.#keep?.addEventListener('change', () => this.#rememberOrForget())
    this.#forget?.addEventListener('click', () => this.#forgetAll())
    void this.#showKept()
  }

  get #file(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('[type=file]')
  }

  get #keep(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('[type=checkbox]')
  }

  get #forget(): HTMLButtonElement | null {
    return this.querySelector('button')
  }

  async #showKept(): Promise<void> {
    const kept = loadKeptEvents()
    if (kept === undefined) return
    if (this.#keep !== null) this.#keep.checked = true
    await this.#show(kept, 'Shown as you kept it in this browser.')
  }

  async #read(): Promise<void> {
    const file = this.#file?.files?.[0]
    if (file === undefined) return
    const found = findEvents(await file.text())
    if ('trouble' in found) {
      this.#say(`${file.name} can not be shown: ${found.reason}. ${adviceFor(found.trouble)}`)
      return
    }
    await this.#show(
      found.events,
      `${file.name}: ${found.events.length} ${found.events.length === 1 ? 'event' : 'events'} read.`,
    )
    if (this.#keep?.checked) this.#rememberOrForget()
  }

  async #show(events: readonly ProgressEvent[], status: string): Promise<void> {
    const place = document.getElementById('progress')
    const course = await loadCourse(this.dataset['course'] ?? '')
    if (place === null) return
    if (course === undefined)
      return this.#say('The list of katas could not be read. Load the page again when there is a network.')
    this.#events = events
    place.innerHTML = renderProgress(viewProgress(course, deriveProgress(mergeEvents(events))), course.base)
    if (this.#forget !== null) this.#forget.hidden = false
    this.#say(status)
  }

  #rememberOrForget(): void {
    if (!this.#keep?.checked) {
      forgetEvents()
      this.#say('Nothing is kept in this browser.')
    } else if (this.#events !== undefined) {
      this.#say(keepEvents(this.#events) ? 'Kept in this browser only.' : 'This browser does not let the page keep it.')
    }
  }

  #forgetAll(): void {
    forgetEvents()
    this.#events = undefined
    document.getElementById('progress')?.replaceChildren()
    if (this.#keep !== null) this.#keep.checked = false
    if (this.#file !== null) this.#file.value = ''
    if (this.#forget !== null) this.#forget.hidden = true
    this.#file?.focus()
    this.#say('Forgotten. Nothing is kept in this browser.')
  }

  #say(text: string): void {
    this.querySelector('[role=status]')?.replaceChildren(text)
  }
}

async function loadCourse(address: string): Promise<PageCourse | undefined> {
  try {
    const value: unknown = await (await fetch(address)).json()
    return isPageCourse(value) ? value : undefined
  } catch {
    return undefined
  }
}

function adviceFor(trouble: 'PROGRESS_FILE_INVALID' | 'PROGRESS_FILE_TOO_NEW'): string {
  return trouble === 'PROGRESS_FILE_TOO_NEW'
    ? 'This copy of the course is older than the one that wrote it.'
    : 'Choose a file that `kata export` wrote, or write it anew.'
}

customElements.define('progress-file', ProgressFileElement)
