#!/bin/sh
# Runs on backup1 every night at 01:00. $PRODUCTION says how to reach db1, $BACKUPS is the network drive for backups.

# The log has said "done" every night.
file="$BACKUPS/db1-$(date +%Y%m%d-%H%M%S).sql.gz"
pg_dump -d "$PRODUCTION" | gzip > "$file"
echo "done: $file"
