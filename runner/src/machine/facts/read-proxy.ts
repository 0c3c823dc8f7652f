import type { ProxyFacts } from '../machine-facts.ts'

const variables = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']

/** Which proxy this shell has, and whether calls to this machine itself go to it. */
export function readProxy(env: NodeJS.ProcessEnv = process.env): ProxyFacts {
  const noProxy = env['no_proxy'] || env['NO_PROXY'] || ''
  const exempt = noProxy.split(/[\s,]+/).map((name) => name.toLowerCase())
  const isExempt = (...names: readonly string[]) => ['*', ...names].some((name) => exempt.includes(name))
  return {
    variables: variables.filter((name) => env[name]),
    isLoopbackExempt: isExempt('127.0.0.1', '127.0.0.0/8') && isExempt('localhost'),
    noProxy,
    isUsedByNode: env['NODE_USE_ENV_PROXY'] === '1' || /--use-env-proxy\b/.test(env['NODE_OPTIONS'] ?? ''),
  }
}
