import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { findSiteFile } from './find-site-file.ts'

let folder: string

beforeEach(() => {
  const outside = temporaryFolder()
  folder = join(outside, 'dist')
  mkdirSync(join(folder, 'a b', 'deep'), { recursive: true })
  for (const name of ['index.html', 'a b/index.html', 'icon.svg', '.hidden', '../secret.txt']) {
    writeFileSync(join(folder, name), name)
  }
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'))
  symlinkSync(outside, join(folder, 'up'))
})

test.each(['/', '/?q=1', '/index.html', '/a%20b/', '/icon.svg#x'])('%s is a file', (address) => {
  expect(findSiteFile(folder, '/', address)).toMatchObject({ kind: 'file' })
})

test('the address of a page without its slash moves to the one with it, and never to another host', () => {
  expect(findSiteFile(folder, '/', '/a%20b')).toEqual({ kind: 'moved', to: '/a%20b/' })
  expect(findSiteFile(folder, '/', '//a b')).toEqual({ kind: 'none' })
})

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/a%20b/../../secret.txt',
  '/..\\secret.txt',
  '/%5c..%5csecret.txt',
  '/link.txt',
  '/up/secret.txt',
  '/.hidden',
  '/icon.svg/',
  '/icon.svg%00.html',
  '/a%20b/deep/',
  '/%zz',
  'http://127.0.0.1/secret.txt',
])('%s leads to nothing', (address) => {
  expect(findSiteFile(folder, '/', address)).toEqual({ kind: 'none' })
})

test('a site built to lie below a path is found there, and its root leads to it', () => {
  expect(findSiteFile(folder, '/course/', '/course/icon.svg')).toMatchObject({ kind: 'file' })
  expect(findSiteFile(folder, '/course/', '/')).toEqual({ kind: 'moved', to: '/course/' })
  expect(findSiteFile(folder, '/course/', '/course')).toEqual({ kind: 'moved', to: '/course/' })
  expect(findSiteFile(folder, '/course/', '/icon.svg')).toEqual({ kind: 'none' })
})
