import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import type { Recipe } from './recipe.ts'

interface FetchOptions {
  readonly onProgress: (text: string) => void
  readonly signal?: AbortSignal
}

/** A recipe with the folder that holds what it fetched. */
export interface FetchedRecipe {
  readonly recipe: Recipe
  readonly fetchedFolder: string
}

interface FetchedRecipes {
  readonly fetched: readonly FetchedRecipe[]
  readonly leftOut: readonly { readonly service: Recipe['service']; readonly reason: string; readonly hint: string }[]
}

/** Brings what the distribution does not have. Where that fails the image is left out, and the others go on. */
export async function fetchParts(
  recipes: readonly Recipe[],
  folder: string,
  { onProgress, signal }: FetchOptions,
): Promise<FetchedRecipes> {
  const fetched: FetchedRecipe[] = []
  const leftOut: FetchedRecipes['leftOut'][number][] = []
  for (const recipe of recipes) {
    const { service } = recipe
    const fetchedFolder = join(folder, service)
    await mkdir(fetchedFolder)
    try {
      if (recipe.fetch) onProgress(`fetching what ${service} needs besides packages`)
      await recipe.fetch?.(fetchedFolder, signal)
      fetched.push({ recipe, fetchedFolder })
    } catch (error) {
      if (!(error instanceof CourseError)) throw error
      onProgress(`without ${service}: ${error.message}`)
      leftOut.push({ service, reason: error.message, hint: error.hint })
    }
  }
  return { fetched, leftOut }
}
