check-storage-encryption = Storage encryption
check-storage-encryption-about = Storage encryption.
check-storage-encryption-blind = Storage encryption.
