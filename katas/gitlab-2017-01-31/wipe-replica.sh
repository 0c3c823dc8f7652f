#!/bin/sh
# Empties the data folder of the replica on this machine, so that it can be rebuilt.
# It is on db1 and on db2, as /var/lib/postgresql/wipe-replica.sh; PGDATA, PGHOST and PGPORT are set.

# Nothing here asks what it is about to remove.
pg_ctl stop -m fast
rm -rf "${PGDATA:?}"/*
