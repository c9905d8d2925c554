check-storage-encryption = Storage encryption
check-storage-encryption-about = Looks whether everything that is stored on the device is encrypted before it reaches the disk: the system, your home folder, the memory that is written to disk, and what browsers and mail programs keep.
check-storage-encryption-blind = It cannot see how good the passphrase is, whether a drive encrypts by itself, what ZFS does, or disks that are not in use.

storage-encryption-all-encrypted = Everything that is stored on the device is encrypted.
storage-encryption-not-encrypted = This is stored unencrypted: { $place }. Whoever takes the device or its disk can read it without knowing any password.
storage-encryption-swap-not-encrypted = When memory is short or the device hibernates, what is in it is written to the disk unencrypted: open documents, conversations and passwords.
storage-encryption-not-accepted = This is encrypted by { $layer }, which the rule does not accept: { $place }.
storage-encryption-on-zfs = This lies on ZFS, which does not tell people whether it encrypts: { $place }.
storage-encryption-on-network = This lies on another computer, and it cannot be told whether it is encrypted there: { $place }.
storage-encryption-unclear = It could not be told whether this is stored encrypted: { $place }.
storage-encryption-places-unclear = It could not be told on which disks everything is stored.
storage-encryption-in-container = The program runs in a container, which does not show the device's disks.
storage-encryption-in-live-system = The system was started from a stick, a disc or the network, and does not tell whether the device's disk is encrypted.
storage-encryption-in-virtual-machine = This is not encrypted in the virtual machine, and it cannot be seen whether the computer that runs it encrypts: { $place }.
storage-encryption-environment-unclear = It could not be told whether the program runs in a container.
storage-encryption-nothing-asked = The device has none of the places that the rule wants encrypted.
storage-encryption-also-not-encrypted = Also stored unencrypted: { $place }

remedy-storage-encryption-encrypt-device =
    To encrypt a device that is already in use, it nearly always has to be installed anew. Do not try it without help:
    1. Save a copy of your documents where whoever administers the devices tells you.
    2. Hand the device in, so that the system is installed with the disk encrypted.
    3. Choose a long passphrase for the disk, and do not keep it written down beside the device.
    4. Until then, do not leave the device alone or keep delicate documents on it.
remedy-storage-encryption-encrypt-swap =
    Ask whoever administers the devices for one of these:
    1. encrypt the swap area, or put it inside the encrypted disk;
    2. replace it by one that uses memory alone (zram) and remove the one on the disk.
    Until then, turn the device off instead of hibernating it.
remedy-storage-encryption-move-stores =
    What that program keeps lies on another disk or partition, which is not encrypted.
    1. Close the program.
    2. Ask whoever administers the devices to move it into your encrypted home folder and to erase what was there before.
remedy-storage-encryption-ask-administrator =
    Ask whoever administers the devices to look with you whether this is encrypted, and to put it on record.

word-root = the system
word-home = the home folder
word-swap = the memory that is written to disk (swap)
word-browser-stores = what browsers keep
word-mail-stores = the mail kept on the device
word-temporary-folders = temporary files
word-luks1 = LUKS 1
word-luks2 = LUKS 2
word-luks2-opal = LUKS 2 with the drive's own encryption
word-dm-crypt-plain = dm-crypt without a header
word-loop-aes = loop-AES
word-veracrypt = VeraCrypt
word-bitlocker = BitLocker
word-filevault = FileVault
word-fscrypt = the file system's encryption of folders
word-ecryptfs = eCryptfs
word-gocryptfs = gocryptfs
word-encfs = EncFS
word-cryfs = CryFS
word-memory-only = memory alone
word-unencrypted-disk = unencrypted disk
word-zfs = ZFS
word-network-storage = another computer
word-unclear-storage = not known

source-mount-table = table of mounts
source-swap-table = table of swap areas
source-block-devices = disks as the kernel shows them

fact-storage-encryption-environment = What the system runs on
fact-storage-encryption-swap-areas = Swap areas in use
fact-storage-encryption-place = What is stored
fact-storage-encryption-layer = What encrypts it
fact-storage-encryption-encrypted = Encrypted
