import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixtureCourse, packageRoot } from '../../test/support/fixture-course.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { findLesson } from './find-by-name.ts'
import { loadCourse } from './load-course.ts'
import { loadKata } from './load-kata.ts'
import { loadKataTexts } from './load-kata-texts.ts'
import { loadLesson } from './load-lesson.ts'

function copyOfFixture(): string {
  const root = temporaryFolder()
  cpSync(fixtureCourse, root, { recursive: true })
  return root
}

function edit(root: string, file: string, change: (value: Record<string, unknown>) => void): void {
  const value = JSON.parse(readFileSync(join(root, file), 'utf8'))
  change(value)
  writeFileSync(join(root, file), JSON.stringify(value))
}

test('the real course loads, with every text of it', async () => {
  const course = await loadCourse(packageRoot)
  expect(course.chapters).toHaveLength(9)
  for (const kata of course.katas.values()) expect((await loadKataTexts(kata)).brief.missing).toEqual([])
  for (const lesson of course.lessons.values()) expect((await loadLesson(course, lesson)).blocks).not.toHaveLength(0)
})

test('katas keep the order of the curriculum, and know where their files are', async () => {
  const { katas } = await loadCourse(fixtureCourse)
  expect([...katas.keys()].slice(0, 2)).toEqual(['add-up', 'keep-order'])
  expect(katas.get('add-up')?.starterFile).toBe(join(fixtureCourse, 'katas', 'add-up', 'add-up.ts'))
})

test('a chapter without lessons is part of the course', async () => {
  const { chapters } = await loadCourse(fixtureCourse)
  expect(chapters.find(({ slug }) => slug === 'later')?.lessons).toEqual([])
})

test('texts are not read until they are asked for', async () => {
  const root = copyOfFixture()
  rmSync(join(root, 'katas/add-up/README.md'))
  rmSync(join(root, 'lessons/basics/counting.md'))
  const course = await loadCourse(root)
  await expect(loadLesson(course, findLesson(course, 'counting'))).rejects.toThrow('lessons/basics/counting.md')
})

test('a listed kata without a folder is named', async () => {
  const root = copyOfFixture()
  rmSync(join(root, 'katas/add-up'), { recursive: true })
  await expect(loadCourse(root)).rejects.toThrow('lists the kata add-up: expected katas/add-up/kata.json')
})

test('a kata that is listed twice is named', async () => {
  const root = copyOfFixture()
  edit(root, 'lessons/curriculum.json', (value) => {
    Object.assign(value, {
      chapters: [{ slug: 'a', title: 'A', summary: 'A.', lessons: [], boss: 'add-up' }, ...(value['chapters'] as [])],
    })
  })
  await expect(loadCourse(root)).rejects.toThrow('every kata once, got add-up twice')
})

test('an id that is not the name of the folder is refused', async () => {
  const root = copyOfFixture()
  edit(root, 'katas/add-up/kata.json', (value) => Object.assign(value, { id: 'other' }))
  await expect(loadCourse(root)).rejects.toThrow('id: expected add-up, the name of the folder, got other')
})

test('a file that is no JSON is named', async () => {
  const root = copyOfFixture()
  writeFileSync(join(root, 'katas/add-up/kata.json'), '{')
  await expect(loadCourse(root)).rejects.toThrow('katas/add-up/kata.json: expected JSON')
})

test('a kata that no lesson lists loads by its name', async () => {
  const root = copyOfFixture()
  writeFileSync(join(root, 'lessons/curriculum.json'), '{ "chapters": [] }')
  expect((await loadKata(root, 'add-up')).title).toBe('Add up')
})

test('a starter that is no TypeScript is named by the metadata', async () => {
  const root = copyOfFixture()
  edit(root, 'katas/add-up/kata.json', (value) => Object.assign(value, { starter: 'nginx.conf' }))
  expect((await loadKata(root, 'add-up')).starterFile).toBe(join(root, 'katas/add-up/nginx.conf'))
})

test('a remembered course is the same as a checked one, until a file changes', async () => {
  const root = copyOfFixture()
  const cacheFile = join(temporaryFolder(), 'course.json')
  const checked = await loadCourse(root, { cacheFile })
  expect(readFileSync(cacheFile, 'utf8')).toContain('add-up')
  expect(await loadCourse(root, { cacheFile })).toEqual(checked)
  edit(root, 'katas/add-up/kata.json', (value) => Object.assign(value, { title: 'Another title' }))
  expect((await loadCourse(root, { cacheFile })).katas.get('add-up')?.title).toBe('Another title')
})

test('a broken memory of the course is passed over', async () => {
  const cacheFile = join(temporaryFolder(), 'course.json')
  writeFileSync(cacheFile, '{"program":')
  expect((await loadCourse(fixtureCourse, { cacheFile })).katas.has('add-up')).toBe(true)
})
