import { expect, test } from 'vitest'
import { keepsLayers } from './keeps-layers.ts'

test('the store of containerd goes on with what is here', () => {
  const DriverStatus = [['driver-type', 'io.containerd.snapshotter.v1']] as const
  expect(keepsLayers({ Driver: 'overlayfs', DriverStatus })).toBe(true)
})

test('the classic store begins the image anew', () => {
  const DriverStatus = [['Backing Filesystem', 'extfs']] as const
  expect(keepsLayers({ Driver: 'overlay2', DriverStatus })).toBe(false)
})

test('of another engine nothing is claimed', () => {
  expect(keepsLayers({ Driver: 'overlay', DriverStatus: null })).toBeUndefined()
})
