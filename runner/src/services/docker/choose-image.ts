import { CourseError } from '../../errors.ts'
import type { Ability, StartOptions } from '../provider.ts'
import { imageVariable } from '../service-settings.ts'
import { imageNameOf, type WarmServiceName } from '../warm-service.ts'
import type { Engine } from './engine.ts'
import { type PullProgress, pullImage } from './pull-image.ts'
import { findImageSize, findRecipeImage, wishedImage } from './service-images.ts'

/** Whether a container of this service could be started, and from which image. Starts and pulls nothing. */
export async function examineImages(
  engine: Engine,
  service: WarmServiceName,
  { settings, pull }: Pick<StartOptions, 'settings' | 'pull'>,
): Promise<Ability> {
  const wished = wishedImage(service, settings)
  if ((await findImageSize(engine, wished)) !== undefined) return { can: true, by: wished, mustPull: false }
  const recipe = await findRecipeImage(engine, service)
  if (recipe && !isWish(service, settings)) return { can: true, by: recipe, mustPull: false }
  if (pull) return { can: true, by: wished, mustPull: true }
  const reason = `the image ${wished} is not on this machine, and nothing is downloaded unasked`
  return { can: false, reason, mend: 'kata prefetch' }
}

/** The image to start from, after pulling it when that is needed and allowed. */
export async function obtainImage(engine: Engine, service: WarmServiceName, options: StartOptions): Promise<string> {
  const ability = await examineImages(engine, service, options)
  if (!ability.can) throw notHere(ability.reason)
  if (!ability.mustPull) return ability.by
  const image = ability.by
  const text = `pulling ${image}`
  options.onProgress({ service, stage: 'pulling', text })
  const onProgress = (bytes: PullProgress) => options.onProgress({ service, stage: 'pulling', text, ...bytes })
  await pullImage(engine, image, onProgress).catch((error: unknown) => {
    if (!(error instanceof CourseError) || !isWish(service, options.settings)) throw error
    // In its place nothing else may be taken, so to build one would not help.
    const hint = `Check the network and the name in ${imageVariable(imageNameOf(service))}, or unset it.`
    throw new CourseError(error.code, { message: error.message, hint, cause: error })
  })
  return image
}

/** An image that the user named is never replaced by ours. */
function isWish(service: WarmServiceName, settings: StartOptions['settings']): boolean {
  return settings.images?.[imageNameOf(service)] !== undefined
}

function notHere(reason: string): CourseError {
  const hint = 'Download it by `kata prefetch`, or make an equal one on this machine by `kata images build`.'
  return new CourseError('SERVICE_NOT_AVAILABLE', { message: `${reason}.`, hint })
}
