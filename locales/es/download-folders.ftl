check-download-folders = Carpetas de descargas
check-download-folders-about = Mira si otras personas pueden leer las carpetas donde se guardan los documentos que se descargan, y si un servicio en la nube se los lleva.
check-download-folders-blind = No puede ver la carpeta que se elige para una sola descarga, qué carpetas se lleva un servicio que no lo dice, ni lo que se comparte por la red.

download-folders-private = Lo que se descarga solo lo puede leer usted, y no sale del equipo.
download-folders-everyone-reads = Cualquier cuenta de este equipo puede leer los documentos que se descargan con esto: { $folder }.
download-folders-others-read = Otras cuentas de este equipo pueden leer los documentos que se descargan con esto: { $folder }.
download-folders-synchronised = Un servicio ({ $client }) copia fuera del equipo los documentos que se descargan con esto: { $folder }.
download-folders-elsewhere = Los documentos que se descargan con esto: { $folder }, se guardan en otro lugar: { $storage }.
download-folders-client-unclear = En el equipo está { $client }, y no se pudo saber qué carpetas copia.
download-folders-folder-unclear = No se pudo saber quién puede leer los documentos que se descargan con esto, o dónde están: { $folder }.
download-folders-settings-unclear = No se pudo saber en qué carpetas se guardan las descargas.
download-folders-no-folders = No hay navegadores ni una carpeta de descargas.

remedy-download-folders-close-folder =
    Cierre su carpeta personal a las demás cuentas:
    1. Abra el programa de archivos y vaya a su carpeta personal.
    2. Suba un nivel, pulse con el botón derecho sobre su carpeta y elija «Propiedades» y «Permisos».
    3. En «Grupo» y en «Otros» elija «Ninguno».
    Si lo prefiere, en una terminal: chmod 700 ~
    Si las descargas están fuera de su carpeta personal, elija en el navegador una carpeta dentro de ella.
remedy-download-folders-leave-the-cloud =
    1. Abra los ajustes del navegador y busque «Descargas».
    2. Elija una carpeta de su equipo que el servicio en la nube no copie.
    3. Pase allí los documentos que ya descargó y bórrelos de la nube, también de su papelera.
remedy-download-folders-use-own-disk =
    1. Abra los ajustes del navegador y busque «Descargas».
    2. Elija una carpeta dentro de su carpeta personal, en el disco del equipo.
    3. Pase allí los documentos que ya descargó y bórrelos de donde estaban.
remedy-download-folders-look-together =
    Pida a quien administra los equipos que compruebe con usted dónde se guardan las descargas, quién puede leerlas y si un servicio en la nube las copia.

word-default-folder = el escritorio y los programas sin carpeta propia
word-only-the-person = solo usted
word-some-others = otras cuentas
word-everyone = cualquier cuenta
word-not-synchronised = ninguno
word-dropbox = Dropbox
word-nextcloud = Nextcloud
word-owncloud = ownCloud
word-onedrive = OneDrive
word-syncthing = Syncthing
word-insync = Insync
word-mega = MEGA
word-pcloud = pCloud
word-seafile = Seafile
word-tresorit = Tresorit
word-resilio = Resilio Sync
word-cloud-mount = una nube que se usa como carpeta
word-own-disk = el disco del equipo
word-removable-disk = un disco o memoria que se puede sacar
word-another-computer = otro computador

source-download-settings = ajustes de descargas
source-file-permissions = permisos de las carpetas
source-cloud-settings = ajustes de los servicios en la nube

fact-download-folders-folders = Carpetas de descargas
fact-download-folders-used-by = Quién la usa
fact-download-folders-readable-by = Quién puede leerla
fact-download-folders-synchronised-by = Qué servicio la copia
fact-download-folders-kept-on = Dónde está
fact-download-folders-unread-client = Servicio que no dice qué copia
