/** Marks an image that our recipe made, by the service it is for. */
export const recipeLabel = 'loadbearing.recipe'

/** Of our image, and of the official one. */
export const kafkaVersion = '4.1.2'

/** How the image of one service is made from the common root file system. */
export interface Recipe {
  readonly service: 'postgres' | 'redis' | 'kafka' | 'nginx'
  /** Of the distribution. */
  readonly packages: readonly string[]
  /** What names the image: the version of one of the packages, or of what is fetched. */
  readonly versionOf: { readonly package: string } | { readonly fetched: string }
  /** Brings what the distribution does not have into a folder. Throws IMAGE_NOT_BUILT. */
  readonly fetch?: (folder: string, signal?: AbortSignal) => Promise<void>
  /** Options of mmdebstrap. A hook is a shell command with the root file system as `$1`. */
  readonly options?: (fetchedFolder: string) => readonly string[]
  /** In the words of a Dockerfile, as `docker import --change` takes them. */
  readonly changes: readonly string[]
}
