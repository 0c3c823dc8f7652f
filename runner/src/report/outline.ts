import type { ServiceNeeds } from '../services/service.ts'

/** The course as a list shows it, which is also what `kata list --json` prints. */
export interface Outline {
  readonly chapters: readonly OutlineChapter[]
}

export interface OutlineChapter {
  /** Its place in the course, from 1. */
  readonly number: number
  readonly slug: string
  readonly title: string
  readonly summary: string
  /** `coming` when it has no content yet. */
  readonly state: 'open' | 'coming'
  readonly lessons: readonly { readonly slug: string; readonly katas: readonly OutlineKata[] }[]
  readonly boss?: OutlineKata
}

export interface OutlineKata {
  readonly slug: string
  readonly title: string
  readonly state: 'new' | 'started' | 'passed' | 'tested-out'
  readonly minutes: number
  readonly difficulty: number
  readonly services: ServiceNeeds
  readonly attempts: number
  readonly passes: number
  /** Its place in a build, from 1. */
  readonly stage?: { readonly build: string; readonly number: number; readonly of: number }
  /** Its test changed since it was passed last. */
  readonly isStale?: boolean
}
