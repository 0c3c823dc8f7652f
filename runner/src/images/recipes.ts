import { kafkaRecipe } from './kafka-recipe.ts'
import type { Recipe } from './recipe.ts'

const cluster = '/var/lib/loadbearing/cluster'

const postgres: Recipe = {
  service: 'postgres',
  packages: ['postgresql'],
  versionOf: { package: 'postgresql' },
  options: () => [
    // The package's own cluster would be made, and never be used.
    `--essential-hook=mkdir -p "$1/etc/postgresql-common" && echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"`,
    `--customize-hook=ln -sf $(cd "$1" && ls -d usr/lib/postgresql/*/bin/* | sed "s|^|/|") "$1/usr/local/bin/"`,
    // A data folder that is ready saves a container the second that initdb takes.
    `--customize-hook=chroot "$1" install -d -o postgres -g postgres -m 700 /var/lib/loadbearing && chroot "$1" runuser -u postgres -- /usr/local/bin/initdb -D ${cluster} --username=postgres --auth-local=trust --auth-host=scram-sha-256 --no-sync --encoding=UTF8 --locale=C >&2`,
  ],
  changes: ['USER postgres', 'WORKDIR /var/lib/postgresql', 'EXPOSE 5432', 'CMD ["postgres"]'],
}

const redis: Recipe = {
  service: 'redis',
  packages: ['redis-server'],
  versionOf: { package: 'redis-server' },
  changes: ['USER redis', 'WORKDIR /var/lib/redis', 'EXPOSE 6379', 'CMD ["redis-server"]'],
}

const nginx: Recipe = {
  service: 'nginx',
  packages: ['nginx-light'],
  versionOf: { package: 'nginx-light' },
  changes: ['USER www-data', 'WORKDIR /var/lib/nginx', 'EXPOSE 80', 'CMD ["nginx", "-g", "daemon off;"]'],
}

/** The images we can make. They share one root file system, so that they are built, and stored, once. */
export const recipes: readonly Recipe[] = [postgres, redis, nginx, kafkaRecipe]
