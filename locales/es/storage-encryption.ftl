check-storage-encryption = Cifrado del almacenamiento
check-storage-encryption-about = Mira si todo lo que se guarda en el equipo se cifra antes de llegar al disco: el sistema, su carpeta personal, la memoria que se vuelca al disco y los datos de navegadores y correo.
check-storage-encryption-blind = No puede ver qué tan buena es la contraseña del cifrado, si el disco se cifra por sí mismo, qué hace ZFS, ni los discos que no están en uso.

storage-encryption-all-encrypted = Todo lo que se guarda en el equipo está cifrado.
storage-encryption-not-encrypted = Esto se guarda sin cifrar: { $place }. Quien se lleve el equipo o su disco puede leerlo sin conocer ninguna contraseña.
storage-encryption-swap-not-encrypted = Cuando falta memoria o el equipo hiberna, lo que hay en ella se escribe en el disco sin cifrar: documentos abiertos, conversaciones y contraseñas.
storage-encryption-not-accepted = Esto lo cifra { $layer }, que la regla no acepta: { $place }.
storage-encryption-on-zfs = Esto está en ZFS, que no dice a las personas usuarias si cifra: { $place }.
storage-encryption-on-network = Esto está en otro computador, y no se puede saber si allí se cifra: { $place }.
storage-encryption-unclear = No se pudo saber si esto se guarda cifrado: { $place }.
storage-encryption-places-unclear = No se pudo saber en qué discos se guarda todo.
storage-encryption-in-container = El programa se ejecuta en un contenedor, que no muestra los discos del equipo.
storage-encryption-in-live-system = El sistema se inició desde una memoria, un disco o la red, y no dice si el disco del equipo está cifrado.
storage-encryption-in-virtual-machine = Esto no se cifra en la máquina virtual, y no se puede ver si lo hace el computador que la aloja: { $place }.
storage-encryption-environment-unclear = No se pudo saber si el programa se ejecuta en un contenedor.
storage-encryption-nothing-asked = El equipo no tiene ninguno de los lugares que la regla pide cifrar.
storage-encryption-also-not-encrypted = También se guarda sin cifrar: { $place }

remedy-storage-encryption-encrypt-device =
    Cifrar un equipo que ya está en uso casi siempre exige instalarlo de nuevo. No lo intente sin ayuda:
    1. Guarde una copia de sus documentos donde le indique quien administra los equipos.
    2. Entréguele el equipo para que instale el sistema con la opción de cifrar el disco.
    3. Elija una contraseña larga para el disco y no la anote junto al equipo.
    4. Mientras tanto, no deje el equipo solo ni guarde en él documentos delicados.
remedy-storage-encryption-encrypt-swap =
    Pida a quien administra los equipos que haga una de estas cosas:
    1. cifrar el área de intercambio (swap), o ponerla dentro del disco cifrado;
    2. cambiarla por una que solo use memoria (zram) y quitar la del disco.
    Mientras tanto, apague el equipo en lugar de hibernarlo.
remedy-storage-encryption-move-stores =
    Los datos de ese programa están en otro disco o partición, que no está cifrado.
    1. Cierre el programa.
    2. Pida a quien administra los equipos que los pase a su carpeta personal cifrada y que borre los anteriores.
remedy-storage-encryption-ask-administrator =
    Pida a quien administra los equipos que compruebe con usted si esto se cifra y que deje constancia.

word-root = el sistema
word-home = la carpeta personal
word-swap = la memoria que se vuelca al disco (swap)
word-browser-stores = los datos de los navegadores
word-mail-stores = el correo guardado en el equipo
word-temporary-folders = los archivos temporales
word-luks1 = LUKS 1
word-luks2 = LUKS 2
word-luks2-opal = LUKS 2 con el cifrado del propio disco
word-dm-crypt-plain = dm-crypt sin cabecera
word-loop-aes = loop-AES
word-veracrypt = VeraCrypt
word-bitlocker = BitLocker
word-filevault = FileVault
word-fscrypt = cifrado de carpetas del sistema de archivos
word-ecryptfs = eCryptfs
word-gocryptfs = gocryptfs
word-encfs = EncFS
word-cryfs = CryFS
word-memory-only = solo en memoria
word-unencrypted-disk = disco sin cifrar
word-zfs = ZFS
word-network-storage = otro computador
word-unclear-storage = no se sabe

source-mount-table = tabla de sistemas de archivos montados
source-swap-table = tabla de áreas de intercambio
source-block-devices = discos que muestra el núcleo

fact-storage-encryption-environment = Dónde se ejecuta el sistema
fact-storage-encryption-swap-areas = Áreas de intercambio en uso
fact-storage-encryption-place = Qué se guarda
fact-storage-encryption-layer = Qué lo cifra
fact-storage-encryption-encrypted = Está cifrado
