/** Marks an image that our recipe made, by the service it is for. */
export const recipeLabel = 'loadbearing.recipe'

/** How the image of one service is made from the common root file system. */
export interface Recipe {
  readonly service: 'postgres' | 'redis' | 'nginx'
  /** The distribution's package whose version names the image. */
  readonly versionPackage: string
  /** In the words of a Dockerfile, as `docker import --change` takes them. */
  readonly changes: readonly string[]
}

const path = 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The images we can make. They share one root file system, so that they are built, and stored, once. */
export const recipes: readonly Recipe[] = [
  {
    service: 'postgres',
    versionPackage: 'postgresql',
    changes: [path, 'USER postgres', 'WORKDIR /var/lib/postgresql', 'EXPOSE 5432', 'CMD ["postgres"]'],
  },
  {
    service: 'redis',
    versionPackage: 'redis-server',
    changes: [path, 'USER redis', 'WORKDIR /var/lib/redis', 'EXPOSE 6379', 'CMD ["redis-server"]'],
  },
  {
    service: 'nginx',
    versionPackage: 'nginx-light',
    changes: [path, 'USER www-data', 'WORKDIR /var/lib/nginx', 'EXPOSE 80', 'CMD ["nginx", "-g", "daemon off;"]'],
  },
]

/** Packages of the common root. */
export const packages: readonly string[] = ['postgresql', 'redis-server', 'nginx-light']

/** Documentation and translations, which nobody reads in a container. */
const leftOut = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*']

const cluster = '/var/lib/loadbearing/cluster'

/** Shell commands that mmdebstrap runs with the root file system as `$1`; `versionsFile` lies outside of it. */
export function hooksFor(versionsFile: string): readonly string[] {
  return [
    ...leftOut.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
    // The package's own cluster would be made, and never be used.
    `--essential-hook=mkdir -p "$1/etc/postgresql-common" && echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"`,
    `--customize-hook=ln -sf $(cd "$1" && ls -d usr/lib/postgresql/*/bin/* | sed "s|^|/|") "$1/usr/local/bin/"`,
    // A data folder that is ready saves a container the second that initdb takes.
    `--customize-hook=chroot "$1" install -d -o postgres -g postgres -m 700 /var/lib/loadbearing && chroot "$1" runuser -u postgres -- /usr/local/bin/initdb -D ${cluster} --username=postgres --auth-local=trust --auth-host=scram-sha-256 --no-sync --encoding=UTF8 --locale=C >&2`,
    `--customize-hook=chroot "$1" dpkg-query -W -f "\\\${Package} \\\${Version}\\n" ${packages.join(' ')} > '${versionsFile}'`,
  ]
}

/** `15` from `15+248+deb12u1`; `7.0` from `5:7.0.15-1~deb12u7`. */
export function parseMajorVersion(packageVersion: string): string {
  const upstream = packageVersion.replace(/^\d+:/, '')
  return upstream.match(/^\d+\.\d+|^\d+/)?.[0] ?? upstream
}
