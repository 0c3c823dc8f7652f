#!/bin/sh
# Restores the newest backup into a server on this machine, in $PGDATA, and leaves it running. db1 may be gone.

# Nobody has ever run this.
newest=$(ls "$BACKUPS"/db1-* | tail -n 1)
pg_ctl stop -m immediate
rm -rf "${PGDATA:?}"
initdb -D "$PGDATA" --auth=trust --no-sync --encoding=UTF8 --locale=C
echo "unix_socket_directories = '$PGHOST'" >> "$PGDATA/postgresql.conf"
pg_ctl start -w -l /var/lib/postgresql/restore.log
gunzip -c "$newest" | psql -q
