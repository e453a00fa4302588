#!/usr/bin/env bash
# Fills the disk below a registry's embedded store, makes room again, and shows what holds. Needs Linux with curl, and
# root or user namespaces; from the top folder:
#   unshare -rm launcher/src/test/scripts/full-disk.sh
set -u
hobnob=$(cd -- "${BASH_SOURCE[0]%/*}/../../.." && pwd)/hobnob
work=$(mktemp -d)
disk=$work/disk
export HOBNOB_INTERFACE=lo XDG_DATA_HOME=$work/home
health=http://127.0.0.1:9677/health
mkdir "$disk"
mount -t tmpfs -o size=12m tmpfs "$disk"
echo Long-Enough-pw-77 >"$work/password"

say() { echo "$(date +%T.%3N) $*"; }
ask() { curl -s -w '%{http_code}' "$health" | tr '\n' ' '; }
await_health() { until curl -sf "$health" >/dev/null; do sleep 0.05; done; }
start() {
    "$hobnob" registry --data "$disk/data" --port 15677 --udp-port 15577 --metrics 127.0.0.1:9677 \
        >/dev/null 2>>"$work/stderr" &
    registry=$!
    await_health
}
login() {
    "$hobnob" peer --registry 127.0.0.1:15677 --trust tofu --profile "$1" --user "$@" \
        --password-file "$work/password" </dev/null >/dev/null 2>&1
    say "$*: exit $?"
}

start
for user in anna bert cleo; do login $user --signup; done
dd if=/dev/zero of="$disk/fill" bs=4k 2>/dev/null
say full
for user in dora emil; do login $user --signup; done
sleep 3
say "health: $(ask)"
rm "$disk/fill"
began=$(date +%s%N)
await_health
say "healthy $((($(date +%s%N) - began) / 1000000)) ms after there was room"
login fred --signup
kill -9 $registry
wait $registry 2>/dev/null
start
say 'started again after kill -9'
for user in anna bert cleo fred; do login $user; done
kill $registry
wait $registry
grep DiskLog "$work/stderr"
umount "$disk" && rm -r "$work"
