import type { MachineFacts } from './machine-facts.ts'

/** What restarts an engine, or the virtual machine around it, as far as its address and its answers tell which it is. */
export function restartCommand({ platform, engine, attempts }: MachineFacts): string {
  const way = engine?.foundBy ?? attempts.find(({ kind }) => kind === 'paused')?.way ?? ''
  if (/colima/.test(way)) return 'colima restart'
  if (/podman/.test(way)) {
    return platform === 'linux' ? 'systemctl --user restart podman' : 'podman machine stop && podman machine start'
  }
  if (platform === 'win32') return 'wsl --shutdown'
  const isDesktop = engine?.operatingSystem === 'Docker Desktop' || /desktop/.test(way) || platform === 'darwin'
  return isDesktop ? 'docker desktop restart' : 'sudo systemctl restart docker'
}
