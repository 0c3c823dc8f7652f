import { installSite, type SitePackages } from './install-site.ts'
import { siteFolder } from './site-folder.ts'

/**
 * Makes this process one of the site: in its folder, with its packages installed.
 *
 * @returns whether the packages are there
 */
export function enterSite(packages: SitePackages = 'pages'): Promise<boolean> {
  process.chdir(siteFolder)
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  // Astro would take it for the base of every link.
  delete process.env['BASE_URL']
  return installSite(packages, (text) => void process.stderr.write(text))
}
