//! The vocabulary of the `storage-encryption` check.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// The system itself: `/` and `/var`.
    ROOT = "root",
    /// The person's home.
    HOME = "home",
    /// Where memory is written to when it is short, and when the device hibernates.
    SWAP = "swap",
    /// Where browsers keep what they know.
    BROWSER_STORES = "browser-stores",
    /// Where mail programs keep mail.
    MAIL_STORES = "mail-stores",
    /// Where programs put files for a while.
    TEMPORARY_FOLDERS = "temporary-folders",
    /// LUKS, format 1.
    LUKS1 = "luks1",
    /// LUKS, format 2.
    LUKS2 = "luks2",
    /// LUKS, format 2, with the drive's own encryption, alone or below that of the system.
    LUKS2_OPAL = "luks2-opal",
    /// dm-crypt without a header, as for swap under a key that is made at every start.
    DM_CRYPT_PLAIN = "dm-crypt-plain",
    /// loop-AES.
    LOOP_AES = "loop-aes",
    /// `TrueCrypt` or `VeraCrypt`.
    VERACRYPT = "veracrypt",
    /// `BitLocker`.
    BITLOCKER = "bitlocker",
    /// `FileVault` 2.
    FILEVAULT = "filevault",
    /// Folders that ext4 or F2FS encrypts.
    FSCRYPT = "fscrypt",
    /// Folders that `eCryptfs` encrypts.
    ECRYPTFS = "ecryptfs",
    /// Folders that gocryptfs encrypts.
    GOCRYPTFS = "gocryptfs",
    /// Folders that `EncFS` encrypts.
    ENCFS = "encfs",
    /// Folders that `CryFS` encrypts.
    CRYFS = "cryfs",
    /// Nothing is stored: it lies in memory and is gone when the device is off.
    MEMORY_ONLY = "memory-only",
    /// A disk, with nothing on the way to it that encrypts.
    UNENCRYPTED_DISK = "unencrypted-disk",
    /// ZFS, which tells only the administrator whether it encrypts.
    ZFS = "zfs",
    /// On another computer.
    NETWORK_STORAGE = "network-storage",
    /// None of the known ones.
    UNCLEAR_STORAGE = "unclear-storage",
}}

words! { Source SOURCES {
    /// The kernel's table of mounts.
    MOUNT_TABLE = "mount-table",
    /// The kernel's table of swap areas.
    SWAP_TABLE = "swap-table",
    /// The kernel's tree of block devices.
    BLOCK_DEVICES = "block-devices",
}}

facts! { FACTS {
    /// What the system runs on.
    ENVIRONMENT: Word = "storage-encryption.environment",
    /// How many swap areas are in use.
    SWAP_AREAS: u64 = "storage-encryption.swap-areas",
    /// A place where data is stored; one that lies on several disks stands there several times.
    PLACE: Word = "storage-encryption.place",
    /// What encrypts there, or what was found where nothing does.
    LAYER: Word = "storage-encryption.layer",
    /// Whether everything that is written there is encrypted before it reaches a disk.
    ENCRYPTED: bool = "storage-encryption.encrypted",
}}

reasons! { REASONS {
    /// All places that are asked for are encrypted.
    ALL_ENCRYPTED = "storage-encryption-all-encrypted" [],
    /// A place is not encrypted.
    NOT_ENCRYPTED = "storage-encryption-not-encrypted" ["place"],
    /// Memory is written to the disk unencrypted.
    SWAP_NOT_ENCRYPTED = "storage-encryption-swap-not-encrypted" [],
    /// A place is encrypted by something that the rule does not accept.
    NOT_ACCEPTED = "storage-encryption-not-accepted" ["place", "layer"],
    /// A place lies on ZFS, which does not tell.
    ON_ZFS = "storage-encryption-on-zfs" ["place"],
    /// A place lies on another computer.
    ON_NETWORK = "storage-encryption-on-network" ["place"],
    /// It could not be told whether a place is encrypted.
    UNCLEAR = "storage-encryption-unclear" ["place"],
    /// It could not be told where the places that are asked for lie.
    PLACES_UNCLEAR = "storage-encryption-places-unclear" [],
    /// The agent runs in a container, which does not show the device's disks.
    IN_CONTAINER = "storage-encryption-in-container" [],
    /// The system was started from a stick or the like.
    IN_LIVE_SYSTEM = "storage-encryption-in-live-system" [],
    /// The disk is a file of the computer that the virtual machine runs on.
    IN_VIRTUAL_MACHINE = "storage-encryption-in-virtual-machine" ["place"],
    /// It could not be told whether the agent runs in a container.
    ENVIRONMENT_UNCLEAR = "storage-encryption-environment-unclear" [],
    /// The device has none of the places that are asked for.
    NOTHING_ASKED = "storage-encryption-nothing-asked" [],
    /// Another place is not encrypted either.
    ALSO_NOT_ENCRYPTED = "storage-encryption-also-not-encrypted" ["place"],
}}

words! { RemedyId REMEDIES {
    /// Have the device encrypted, which takes a new installation.
    ENCRYPT_DEVICE = "storage-encryption-encrypt-device",
    /// Have swap encrypted or turned off.
    ENCRYPT_SWAP = "storage-encryption-encrypt-swap",
    /// Move what lies on another, unencrypted disk into the home.
    MOVE_STORES = "storage-encryption-move-stores",
    /// Have an administrator look.
    ASK_ADMINISTRATOR = "storage-encryption-ask-administrator",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
