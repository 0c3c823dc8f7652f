import { homeId } from '../../services/data-folder.ts'

const homeLabel = 'loadbearing.drill-home'
const ownerLabel = 'loadbearing.drill-owner'

/** Marks what belongs to drills of this data folder; the keeper of servers, which marks its own, leaves it alone. */
export function drillLabel(): string {
  return `${homeLabel}=${homeId()}`
}

/** Labels of what this process made, and takes away at its end. */
export function labelsOfOwner(): Readonly<Record<string, string>> {
  return { [homeLabel]: homeId(), [ownerLabel]: `${process.pid}` }
}

/** Whether the process that made it is gone, killed before it could take it away. */
export function isAbandoned(labels: Readonly<Record<string, string>>): boolean {
  const owner = Number(labels[ownerLabel])
  if (owner === process.pid) return false
  try {
    process.kill(owner, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
