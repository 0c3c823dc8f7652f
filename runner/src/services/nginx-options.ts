import type { NginxFiles } from './nginx-process.ts'

/** The host name by which an nginx of ours answers for itself, whatever else it is configured to do. */
export const ownServerName = 'nginx.kata.invalid'

/** What nginx says of itself, and of requests unless their configuration names another file. */
export const errorLogName = 'error.log'

/** A name that nobody knows, such as that of an app misspelt, takes glibc's resolver five seconds for each attempt. */
export const shortPatience = { RES_OPTIONS: 'timeout:1 attempts:1' } as const

/** Where an nginx that shares a folder has its files. */
export const sharedPath = '/files'

interface NginxOptions {
  /** An address and a port. */
  readonly listen: string
  readonly files?: NginxFiles
  readonly errorLog?: string
  /** A folder whose files it gives to the runner, below `sharedPath`. */
  readonly shares?: string
}

/**
 * The main configuration of every nginx that we start; what it serves is in files beside it. One worker, because
 * without a shared zone each worker counts failures and turns for itself. Paths are relative to the folder of `-p`.
 */
export function nginxConfiguration({ listen, files = [], errorLog = errorLogName, shares }: NginxOptions): string {
  const sharing =
    shares === undefined
      ? ''
      : `
        location ${sharedPath}/ {
            alias ${shares}/;
        }`
  const includes = files.map(([name]) => `    include ${name};\n`)
  return `worker_processes 1;
pid nginx.pid;
error_log ${errorLog} notice;

events {
    worker_connections 1024;
}

http {
    access_log access.log;
    client_body_temp_path temporary;
    proxy_temp_path temporary;
    fastcgi_temp_path temporary;
    uwsgi_temp_path temporary;
    scgi_temp_path temporary;

${includes.join('')}
    # By this the runner knows that nginx is there. To everybody else nothing answers here, unless a file above says so.
    server {
        listen ${listen};
        server_name ${ownServerName};
        access_log off;
        if ($host != ${ownServerName}) {
            return 444;
        }${sharing}
        location / {
            return 200 "nginx $nginx_version $pid\\n";
        }
    }
}
`
}
