/** `15` from `15+248+deb12u1`; `7.0` from `5:7.0.15-1~deb12u7`. */
export function parseMajorVersion(packageVersion: string): string {
  const upstream = packageVersion.replace(/^\d+:/, '')
  return upstream.match(/^\d+\.\d+|^\d+/)?.[0] ?? upstream
}
