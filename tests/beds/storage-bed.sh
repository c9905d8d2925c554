#!/usr/bin/env bash
# Puts real disks of every kind together and records how the kernel shows them: runs in the emulated machine of
# vm.sh, as root, on a disk that may be overwritten.
#
#   truncate -s 6G disk
#   tests/beds/vm.sh --disk disk --share "$PWD" --mem 2048 --timeout 1800 \
#       --modules "virtio_blk dm-mod dm-crypt raid1 btrfs zram bcache ecryptfs fuse loop dm-verity dm-integrity" \
#       -- tests/beds/storage-bed.sh /mnt/share/storage.json
#
# Every file system is mounted at /r/NAME; a test takes the line of one and puts another mount point in it.
# needs: fdisk cryptsetup-bin lvm2 mdadm btrfs-progs e2fsprogs bcache-tools ecryptfs-utils keyutils gocryptfs encfs cryfs
set -u
export DM_DISABLE_UDEV=1 LVM_SUPPRESS_FD_WARNINGS=1
disk=/dev/vda
mkdir -p /r

{
    echo "label: gpt"
    for part in $(seq 30); do
        case $part in 18 | 27) echo "size=24MiB" ;; *) echo "size=160MiB" ;; esac
    done
} | sfdisk -q "$disk"
p() { echo "$disk$1"; }
key=/run/key
echo -n secret >$key
luks() { # PARTITION NAME [options]
    local device=$1 name=$2
    shift 2
    cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 "$@" "$device" $key
    cryptsetup open --disable-keyring --key-file $key "$device" "$name"
}
ext4() { # DEVICE NAME
    mkfs.ext4 -q -F "$1"
    mkdir -p "/r/$2"
    mount "$1" "/r/$2"
}
# No udevd runs here that would make the links.
lvm_config='devices { use_devicesfile=0 filter=["a|.*|"] } activation { udev_sync=0 udev_rules=0 verify_udev_operations=0 } global { use_lvmpolld=0 }'
lv() { local command=$1; shift; lvm "$command" --config "$lvm_config" -y "$@"; }
array() { # DEVICE MEMBERS…
    mdadm --create "$1" --run --level=1 --metadata=1.2 --assume-clean --raid-devices=2 "$2" "$3" </dev/null
}

ext4 "$(p 1)" plain
luks "$(p 2)" two --type luks2 && ext4 /dev/mapper/two luks2
luks "$(p 3)" one --type luks1 && ext4 /dev/mapper/one luks1
luks "$(p 4)" under --type luks2
lv pvcreate /dev/mapper/under && lv vgcreate safe /dev/mapper/under
lv lvcreate -an -Zn -L 40M -n root safe; lv lvcreate -an -Zn -L 20M -n swap safe; lv vgchange -ay safe
ext4 /dev/mapper/safe-root lvm-on-luks
lv pvcreate "$(p 5)" && lv vgcreate open "$(p 5)"
lv lvcreate -an -Zn -L 30M -n root open; lv lvcreate -an -Zn -L 40M -n inner open; lv lvcreate -an -Zn -L 20M -n swap open
lv vgchange -ay open
ext4 /dev/mapper/open-root lvm
luks /dev/mapper/open-inner above --type luks2 && ext4 /dev/mapper/above luks-on-lvm
array /dev/md0 "$(p 6)" "$(p 7)" && ext4 /dev/md0 raid
array /dev/md1 "$(p 8)" "$(p 9)" && luks /dev/md1 mirrored --type luks2 && ext4 /dev/mapper/mirrored luks-on-raid
luks "$(p 10)" leg --type luks2 && array /dev/md2 /dev/mapper/leg "$(p 11)" && ext4 /dev/md2 raid-one-leg
luks "$(p 12)" left --type luks2; luks "$(p 13)" right --type luks2
mkfs.btrfs -q -f -m raid1 -d raid1 /dev/mapper/left /dev/mapper/right
btrfs device scan >/dev/null 2>&1
mkdir -p /r/btrfs-luks && mount /dev/mapper/left /r/btrfs-luks
btrfs subvolume create /r/btrfs-luks/@home
mkdir -p /r/btrfs-subvolume && mount -o subvol=@home /dev/mapper/right /r/btrfs-subvolume
luks "$(p 14)" half --type luks2
mkfs.btrfs -q -f -m single -d single /dev/mapper/half "$(p 15)"
btrfs device scan >/dev/null 2>&1
mkdir -p /r/btrfs-one-leg && mount /dev/mapper/half /r/btrfs-one-leg
cryptsetup open --type plain --key-file /dev/urandom --cipher aes-xts-plain64 --key-size 256 "$(p 16)" random
mkswap -q /dev/mapper/random && swapon /dev/mapper/random
mkswap -q "$(p 17)" && swapon "$(p 17)"
integritysetup format -q "$(p 18)" && integritysetup open "$(p 18)" whole && ext4 /dev/mapper/whole integrity
mkfs.ext4 -q -F -O ^has_journal "$(p 19)"
hash=$(veritysetup format "$(p 19)" "$(p 20)" | sed -n 's/^Root hash:[[:space:]]*//p')
veritysetup open "$(p 19)" sealed "$(p 20)" "$hash" && mkdir -p /r/verity && mount -o ro,noload /dev/mapper/sealed /r/verity
make-bcache -C "$(p 21)" -B "$(p 22)" >/dev/null
for part in 21 22; do echo "$(p $part)" >/sys/fs/bcache/register; done
sleep 2
[ -b /dev/bcache0 ] && ext4 /dev/bcache0 bcache
luks "$(p 23)" spanned --type luks2
lv pvcreate /dev/mapper/spanned "$(p 24)" && lv vgcreate mixed /dev/mapper/spanned "$(p 24)"
lv lvcreate -an -Zn -l 100%FREE -n root mixed; lv vgchange -ay mixed
ext4 /dev/mapper/mixed-root lvm-one-leg
size=$(blockdev --getsz "$(p 25)")
dmsetup create nameless --noudevsync --table "0 $size crypt aes-xts-plain64 $(printf '0%.0s' $(seq 126))11 0 $(p 25) 0"
ext4 /dev/mapper/nameless crypt-without-uuid
dmsetup create straight --noudevsync --table "0 $(blockdev --getsz "$(p 26)") linear $(p 26) 0"
ext4 /dev/mapper/straight linear
luks "$(p 27)" authentic --type luks2 --integrity hmac-sha256 && ext4 /dev/mapper/authentic luks2-integrity

truncate -s 30M /r/luks2/image && losetup /dev/loop0 /r/luks2/image && ext4 /dev/loop0 loop-on-luks
truncate -s 30M /r/plain/image && losetup /dev/loop1 /r/plain/image && ext4 /dev/loop1 loop-on-plain
truncate -s 60M /r/plain/ana.home && losetup /dev/loop2 /r/plain/ana.home
luks /dev/loop2 home-ana --type luks2 && ext4 /dev/mapper/home-ana luks-in-file

mkswap -q /dev/mapper/safe-swap && swapon /dev/mapper/safe-swap
mkswap -q /dev/mapper/open-swap && swapon /dev/mapper/open-swap
for place in plain luks2; do
    dd if=/dev/zero of=/r/$place/swapfile bs=1M count=10 status=none
    chmod 600 /r/$place/swapfile; mkswap -q /r/$place/swapfile; swapon /r/$place/swapfile
done
echo 32M >/sys/block/zram0/disksize && mkswap -q /dev/zram0 && swapon /dev/zram0
other=$(cat /sys/class/zram-control/hot_add)
echo "$(p 28)" >"/sys/block/zram$other/backing_dev" && echo 32M >"/sys/block/zram$other/disksize" &&
    mkswap -q "/dev/zram$other" && swapon "/dev/zram$other"

mkdir -p /r/plain/.private /r/ecryptfs
mount -t ecryptfs -o key=passphrase:passphrase_passwd=secret,ecryptfs_cipher=aes,ecryptfs_key_bytes=16,ecryptfs_passthrough=n,ecryptfs_enable_filename_crypto=n,no_sig_cache \
    /r/plain/.private /r/ecryptfs </dev/null >/dev/null
mkdir -p /r/plain/cipher /r/gocryptfs /r/gocryptfs-reverse
gocryptfs -q -init -scryptn 10 -passfile $key /r/plain/cipher && gocryptfs -q -passfile $key /r/plain/cipher /r/gocryptfs
gocryptfs -q -init -reverse -scryptn 10 -passfile $key /r/plain &&
    gocryptfs -q -reverse -passfile $key /r/plain /r/gocryptfs-reverse
mkdir -p /r/plain/encfs /r/encfs
echo secret | encfs --standard --stdinpass /r/plain/encfs /r/encfs
mkdir -p /r/plain/cryfs /r/cryfs
echo secret | CRYFS_FRONTEND=noninteractive CRYFS_NO_UPDATE_CHECK=true cryfs /r/plain/cryfs /r/cryfs >/dev/null
mkdir -p /r/plain/lower /r/luks2/{lower,upper,work} /r/plain/{upper,work} /r/overlay-luks /r/overlay-plain-upper
mount -t overlay -o lowerdir=/r/luks2/lower,upperdir=/r/luks2/upper,workdir=/r/luks2/work overlay /r/overlay-luks
mount -t overlay -o lowerdir=/r/luks2/lower,upperdir=/r/plain/upper,workdir=/r/plain/work overlay /r/overlay-plain-upper
mkdir -p "/r/with space" && mount --bind /r/luks2/lower "/r/with space"
mkdir -p /r/tmpfs && mount -t tmpfs tmpfs /r/tmpfs

python3 - "$1" <<'PY'
import glob, json, os, sys
links, files = {}, {}
def link(path): links[path] = os.readlink(path)
def text(path):
    try: files[path] = open(path).read()
    except OSError: pass
for path in glob.glob("/sys/dev/block/*") + glob.glob("/sys/class/block/*"):
    if os.path.basename(os.path.realpath(path)).startswith(("loop", "nbd", "ram")) and not os.path.exists(path + "/loop/backing_file"):
        continue
    link(path)
    real = os.path.realpath(path)
    for name in ("dev", "partition", "dm/uuid", "dm/name", "loop/backing_file", "backing_dev"):
        if os.path.exists(f"{real}/{name}"): text(f"{real}/{name}")
    for slave in glob.glob(f"{real}/slaves/*"): link(slave)
for path in glob.glob("/sys/fs/btrfs/*/devices/*"): link(path)
for path in ("/proc/self/mountinfo", "/proc/swaps", "/proc/sys/kernel/osrelease"): text(path)
mounts = [line for line in files["/proc/self/mountinfo"].splitlines(True) if line.split()[4].startswith("/r/") or line.split()[4] in ("/", "/mnt/share")]
files["/proc/self/mountinfo"] = "".join(mounts)
for path in glob.glob("/sys/block/bcache*/bcache") + glob.glob("/sys/block/*/*/bcache/cache") + glob.glob("/sys/fs/bcache/*/cache[0-9]*"):
    if os.path.islink(path): link(os.path.realpath(os.path.dirname(path)) + "/" + os.path.basename(path))
with open(sys.argv[1], "w") as out:
    json.dump({"files": dict(sorted(files.items())), "links": dict(sorted(links.items()))}, out, indent=1)
    out.write("\n")
PY
