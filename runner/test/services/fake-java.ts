import { execFileSync } from 'node:child_process'
import { recipeLabel } from '../../src/images/recipe.ts'

const docker = (...words: readonly string[]) => execFileSync('docker', words, { stdio: ['ignore', 'pipe', 'ignore'] })

/** For tests: the name of an image in which `java` is a shell script, to stand in for that of Kafka. */
export function makeFakeJava(script: string): { readonly image: string } & Disposable {
  const image = `kata-test-java:${process.pid}`
  const install = `printf '#!/bin/sh\\n${script}\\n' > /usr/local/bin/java && chmod +x /usr/local/bin/java`
  const container = String(docker('create', '--user', 'root', '--entrypoint', 'sh', anyImage(), '-c', install)).trim()
  docker('start', '-a', container)
  // A label of its own, so that no other test takes it for the image from which it was made.
  docker('commit', '--change', `LABEL ${recipeLabel}=none`, container, image)
  docker('rm', container)
  return { image, [Symbol.dispose]: () => docker('rmi', '-f', image) }
}

function anyImage(): string {
  const images = String(docker('images', '--format', '{{.Repository}}:{{.Tag}}')).split('\n')
  return images.find((name) => /redis/.test(name)) ?? ''
}
