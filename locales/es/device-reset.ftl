check-device-reset = Restablecimiento del equipo
check-device-reset-about = Mira cuándo se instaló el sistema y si algo de la persona anterior quedó después de la entrega del equipo.
check-device-reset-blind = No puede ver si un disco se copió entero de otro, si los archivos se devolvieron después de borrar, ni qué quedó fuera de las carpetas personales.

device-reset-no-hand-over = La regla no fija una fecha de entrega. El sistema se instaló el { $installed }.
device-reset-no-hand-over-no-date = La regla no fija una fecha de entrega y no se pudo saber cuándo se instaló el sistema.
device-reset-installed-since = El sistema se instaló el { $installed }, después de la entrega ({ $required }) o ese mismo día.
device-reset-installed-before = El sistema es anterior a la entrega: la huella más reciente es del { $installed } y la entrega fue el { $required }.
device-reset-home-kept = El sistema es nuevo, pero hay una carpeta personal del { $home }, anterior a la entrega ({ $required }).
device-reset-evidence-disagrees = Las huellas de la instalación no coinciden en si el sistema es anterior o posterior al { $required }.
device-reset-evidence-too-weak = No hay huellas suficientes y fiables de cuándo se instaló el sistema.
device-reset-home-age-unclear = El sistema es nuevo, pero no se pudo saber si las carpetas personales son anteriores a la entrega.
device-reset-in-container = El programa se ejecuta en un contenedor, y su fecha no dice nada del equipo.
device-reset-in-live-system = El sistema se inició desde una memoria, un disco o la red, y su fecha no dice nada del equipo.
device-reset-traces-apart = Las huellas no coinciden: { $earlier } del { $earlier-day }, { $later } del { $later-day }
device-reset-ran-as-another = El sistema también funcionó con otro identificador de equipo: se clonó o se le renovó el identificador
device-reset-environment-unclear = No se pudo saber si el programa se ejecuta en un contenedor.

remedy-device-reset-erase-and-reinstall =
    Guarde lo que necesite conservar y entregue el equipo a quien lo administra.
    Hay que borrarlo por completo, también las carpetas personales, e instalar el sistema de nuevo.
remedy-device-reset-witness =
    Pida a quien administra los equipos que lo revise con usted y deje constancia del restablecimiento.

word-root-file-system = sistema de archivos principal
word-installer-log = registro del instalador
word-package-database = base de datos de paquetes
word-machine-id = identificador del equipo
word-oldest-package = paquete más antiguo
word-ssh-host-keys = claves de acceso remoto
word-first-start = configuración del primer arranque
word-first-journal = comienzo del diario del sistema
word-first-login = primer inicio de sesión
word-system-folders = carpeta de ajustes del sistema
word-lost-and-found = carpeta de archivos recuperados
word-homes-folder = carpeta de las carpetas personales
word-evidence-strong = sólida
word-evidence-moderate = media
word-evidence-weak = débil
word-bare-metal = el propio equipo
word-virtual-machine = máquina virtual
word-live-system = sistema iniciado desde una memoria
word-container = contenedor
word-no-container = fuera de contenedores

source-file-times = fechas de los archivos
source-package-log = registro de paquetes
source-machine-id-file = archivo del identificador del equipo
source-journal-folders = carpetas del diario del sistema
source-machine-description = descripción del equipo

fact-device-reset-installed-on = Sistema instalado el
fact-device-reset-evidence-agrees = Las huellas coinciden
fact-device-reset-evidence-kind = Huella
fact-device-reset-evidence-date = Fecha de la huella
fact-device-reset-evidence-reliability = Solidez de la huella
fact-device-reset-oldest-home-on = Carpeta personal más antigua
fact-device-reset-machine-id-digest = Resumen del identificador del equipo
fact-device-reset-other-identifier = Funcionó con otro identificador de equipo
fact-device-reset-environment = Dónde se ejecuta el sistema
