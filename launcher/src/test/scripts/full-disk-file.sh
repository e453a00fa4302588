#!/usr/bin/env bash
# Fills the disk on which a file arrives, makes room again, and shows what holds. Needs Linux, and root or user
# namespaces; from the top folder:
#   unshare -rm launcher/src/test/scripts/full-disk-file.sh
set -u
hobnob=${HOBNOB:-$(cd -- "${BASH_SOURCE[0]%/*}/../../.." && pwd)/hobnob}
work=$(mktemp -d)
disk=$work/disk
export HOBNOB_INTERFACE=lo
mkdir "$disk"
mount -t tmpfs -o size=420m tmpfs "$disk"

say() { echo "$(date +%T) $*"; }
# Waits until a file has a line with a text.
await() { until grep -q -- "$2" "$1" 2>/dev/null; do sleep 0.2; done; }
registry() {
    "$hobnob" registry --host 127.0.0.1 --port 15678 --udp-port 0 --data "$work/data" \
        >"$work/registry" 2>/dev/null &
    await "$work/registry" ready
}
# It reads what is written to the pipe of its name.
peer() {
    mkfifo "$work/$1.in"
    XDG_DATA_HOME=$work "$hobnob" peer --registry 127.0.0.1:15678 --trust tofu --profile "$1" \
        <"$work/$1.in" >"$work/$1" 2>"$work/$1.log" &
}

head -c 300000000 /dev/urandom >"$work/sheet.pdf"
registry
peer dana
exec 8>"$work/dana.in"
peer omar
exec 9>"$work/omar.in"
echo '/signup dana Long-Enough-pw-77' >&8
echo '/signup omar Long-Enough-pw-77' >&9
await "$work/dana" 'Logged in'
await "$work/omar" 'Logged in'
echo "/set downloads $disk" >&8
echo "/send $work/sheet.pdf dana" >&9
await "$work/dana" 'offers you'
dd if=/dev/zero of="$disk/fill" bs=1M count=200 2>/dev/null
echo '/accept' >&8
await "$work/dana" 'not enough space'
say "accepted without space: $(grep 'not enough space' "$work/dana")"
rm "$disk/fill"
echo '/accept' >&8
until [[ $(stat -c %s "$disk/sheet.pdf.part" 2>/dev/null || echo 0) -gt 40000000 ]]; do sleep 0.02; done
dd if=/dev/zero of="$disk/fill" bs=64k 2>/dev/null
say "filled; of the file there is $(stat -c %s "$disk/sheet.pdf.part")"
await "$work/dana" 'no space is left'
say "dana was told: $(grep 'no space is left' "$work/dana")"
rm "$disk/fill"
kept=$(stat -c %s "$disk/sheet.pdf.part")
echo '/accept' >&8
await "$work/dana" 'whole and checked'
say "gone on behind $kept bytes; dana was told: $(grep 'whole and checked' "$work/dana")"
await "$work/omar" 'whole and checked'
cmp "$work/sheet.pdf" "$disk/sheet.pdf" && say 'the file is right'
ls "$disk"
echo /quit >&8
echo /quit >&9
wait %2 %3
kill %1
wait
umount "$disk" && rm -r "$work"
