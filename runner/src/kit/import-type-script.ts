/** Node reads TypeScript by itself, except below node_modules, where an installed course lies. */
export async function importTypeScript<Module>(url: string): Promise<Module> {
  if (import.meta.url.endsWith('.ts')) return import(url)
  const { tsImport } = await import('tsx/esm/api')
  return tsImport(url, import.meta.url)
}
