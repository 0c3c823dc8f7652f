/** The client's socket, for a shell inside the container. */
const socketFolder = '/tmp'

/** Every address of the container; the engine's own forwarding is what keeps it on loopback. */
export const listenArguments = `-c listen_addresses='*' -c unix_socket_directories=${socketFolder}`

/**
 * Shell commands after which `$data` is a data folder, fresh if the container is, with the password `$KATA_PASSWORD`.
 *
 * The official images' own entrypoint starts the server twice; this does once what of it matters here, and works in any
 * image that has a Postgres on its PATH. The images of our recipes bring a data folder that is ready. A container that was
 * stopped may be started again, and goes on with the data it has.
 */
export const prepareDataFolder = `
set -e
umask 077
data=/var/lib/loadbearing/cluster
if [ -d "$data" ]; then
  echo "ALTER ROLE postgres PASSWORD '$KATA_PASSWORD'" | postgres --single -F -D "$data" postgres > /dev/null
else
  data=/tmp/kata/data
  mkdir -p /tmp/kata
  printf %s "$KATA_PASSWORD" > /tmp/kata/password
  [ -d "$data" ] || initdb -D "$data" --username=postgres --pwfile=/tmp/kata/password --auth-local=trust --auth-host=scram-sha-256 \\
    --no-sync --encoding=UTF8 --locale=C > /tmp/kata/initdb.log 2>&1 || { cat /tmp/kata/initdb.log; exit 1; }
fi
grep -q '^host all all all' "$data/pg_hba.conf" || echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
`
