#!/usr/bin/env bash
# Fills the disk below a peer's profile while it is sent a message, makes room again, and shows what holds. Needs Linux,
# and root or user namespaces; from the top folder:
#   unshare -rm launcher/src/test/scripts/full-disk-peer.sh
set -u
hobnob=${HOBNOB:-$(cd -- "${BASH_SOURCE[0]%/*}/../../.." && pwd)/hobnob}
work=$(mktemp -d)
disk=$work/disk
export HOBNOB_INTERFACE=lo
mkdir "$disk"
mount -t tmpfs -o size=3m tmpfs "$disk"

say() { echo "$(date +%T) $*"; }
# Waits until a file has a line with a text.
await() { until grep -q -- "$2" "$1" 2>/dev/null; do sleep 0.2; done; }
registry() {
    "$hobnob" registry --host 127.0.0.1 --port 15678 --udp-port 0 --data "$work/data" \
        >"$work/registry" 2>/dev/null &
    await "$work/registry" ready
}
# A peer whose profile is below a folder; it reads what is written to the pipe of its name.
peer() {
    mkfifo "$work/$1.in"
    XDG_DATA_HOME=$2 "$hobnob" peer --registry 127.0.0.1:15678 --trust tofu --profile "$1" \
        <"$work/$1.in" >"$work/$1" 2>"$work/$1.log" &
}

registry
peer dana "$disk"
exec 8>"$work/dana.in"
peer omar "$work"
exec 9>"$work/omar.in"
echo '/signup dana Long-Enough-pw-77' >&8
echo '/signup omar Long-Enough-pw-77' >&9
await "$work/dana" 'Logged in'
await "$work/omar" 'Logged in'
dd if=/dev/zero of="$disk/fill" bs=4k 2>/dev/null
say full
echo '/msg dana hello' >&9
await "$work/dana" 'cannot be saved'
sleep 10
say "omar was told: $(tail -n 1 "$work/omar")"
rm "$disk/fill"
await "$work/dana" 'saved again'
await "$work/omar" delivered
say 'room again; dana was told:'
tail -n 3 "$work/dana"
say "omar was told: $(tail -n 1 "$work/omar")"
sleep 3
say "contacts of dana: $(($(find "$disk" -name contacts -exec cat {} + | wc -l) - 1))"
echo /quit >&8
echo /quit >&9
wait %2 %3
kill %1
wait
umount "$disk" && rm -r "$work"
