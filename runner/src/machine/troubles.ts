import type { Trouble } from './trouble.ts'
import { clockSkewed } from './troubles/clock-skewed.ts'
import { containerPaused } from './troubles/container-paused.ts'
import { diskFull } from './troubles/disk-full.ts'
import { engineDiskFull } from './troubles/engine-disk-full.ts'
import { engineForWindows } from './troubles/engine-for-windows.ts'
import { engineMemoryShort } from './troubles/engine-memory-short.ts'
import { engineNotFound } from './troubles/engine-not-found.ts'
import { engineNotPermitted } from './troubles/engine-not-permitted.ts'
import { enginePaused } from './troubles/engine-paused.ts'
import { engineRemote } from './troubles/engine-remote.ts'
import { engineRootless } from './troubles/engine-rootless.ts'
import { engineTooOld } from './troubles/engine-too-old.ts'
import { engineWithoutProxy } from './troubles/engine-without-proxy.ts'
import { externalServerLimited } from './troubles/external-server-limited.ts'
import { imageForAnotherProcessor } from './troubles/image-for-another-processor.ts'
import { imageMissing } from './troubles/image-missing.ts'
import { memoryShort } from './troubles/memory-short.ts'
import { nodeEmulated } from './troubles/node-emulated.ts'
import { nodeTooOld } from './troubles/node-too-old.ts'
import { portTaken } from './troubles/port-taken.ts'
import { portsUsedUp } from './troubles/ports-used-up.ts'
import { proxyForLoopback } from './troubles/proxy-for-loopback.ts'
import { serviceMissing } from './troubles/service-missing.ts'
import { twoVitestCopies } from './troubles/two-vitest-copies.ts'

/** All that may be wrong with a machine, in the order of the page that is made from it. */
export const troubles: readonly Trouble[] = [
  nodeTooOld,
  nodeEmulated,
  engineNotFound,
  engineNotPermitted,
  engineTooOld,
  engineRemote,
  enginePaused,
  engineRootless,
  engineForWindows,
  serviceMissing,
  externalServerLimited,
  imageMissing,
  imageForAnotherProcessor,
  containerPaused,
  diskFull,
  engineDiskFull,
  memoryShort,
  engineMemoryShort,
  clockSkewed,
  portTaken,
  portsUsedUp,
  engineWithoutProxy,
  proxyForLoopback,
  twoVitestCopies,
]
