import type { WarmServiceName } from '../services/warm-service.ts'

/** Something that this program can do by itself so that a trouble ends. Plain data. */
export type Mend =
  | { readonly kind: 'download-image'; readonly image: string; readonly service: WarmServiceName }
  /** For an image that is here, for another processor. */
  | { readonly kind: 'replace-image'; readonly image: string }
  | { readonly kind: 'install-package'; readonly name: string }
  | { readonly kind: 'start-engine'; readonly command: string }
  | { readonly kind: 'unpause-container'; readonly id: string; readonly name: string }
