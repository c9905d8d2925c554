check-storage-encryption = Cifrado del almacenamiento
check-storage-encryption-about = Cifrado del almacenamiento.
check-storage-encryption-blind = Cifrado del almacenamiento.
