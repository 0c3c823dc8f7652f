/** The client's socket, for a shell inside the container. */
const socketFolder = '/tmp'

/** Every address of the container; the engine's own forwarding is what keeps it on loopback. */
export const listenArguments = `-c listen_addresses='*' -c unix_socket_directories=${socketFolder}`

/** On disk, unless whoever starts the container has it held in memory. */
export const scratchFolder = '/tmp/kata'

/**
 * Shell commands after which `$data` is a data folder, fresh if the container is, with the password `$KATA_PASSWORD`.
 *
 * The official images' own entrypoint starts the server twice; this does once what of it matters here, and works in any
 * image that has a Postgres on its PATH. The images of our recipes bring a data folder that is ready. A container that was
 * stopped may be started again: it goes on with the data it has, and begins anew if that was held in memory.
 */
export const prepareDataFolder = `
set -e
umask 077
data=/var/lib/loadbearing/cluster
if [ -d "$data" ]; then
  if grep -q ' ${scratchFolder} tmpfs ' /proc/mounts; then
    [ -d ${scratchFolder}/data ] || cp -a "$data" ${scratchFolder}/data
    data=${scratchFolder}/data
  fi
  echo "ALTER ROLE postgres PASSWORD '$KATA_PASSWORD'" | postgres --single -F -D "$data" postgres > /dev/null
else
  data=${scratchFolder}/data
  mkdir -p ${scratchFolder}
  printf %s "$KATA_PASSWORD" > ${scratchFolder}/password
  [ -d "$data" ] || initdb -D "$data" --username=postgres --pwfile=${scratchFolder}/password --auth-local=trust --auth-host=scram-sha-256 \\
    --no-sync --encoding=UTF8 --locale=C > ${scratchFolder}/initdb.log 2>&1 || { cat ${scratchFolder}/initdb.log; exit 1; }
fi
grep -q '^host all all all' "$data/pg_hba.conf" || echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
`
