check-capture = Cámara y micrófono
check-capture-about = Mira si en este momento algo usa la cámara o el micrófono sin que haya una reunión.
check-capture-blind = No puede ver qué reunión es ni qué se graba. Tampoco qué programa de otra persona graba, ni lo que ocurre entre una revisión y la siguiente.

capture-nothing-to-record-with = El equipo no tiene micrófono ni cámara.
capture-as-expected = Nada usa la cámara o el micrófono fuera de lo esperado.
capture-without-meeting = Algo usa el micrófono o la cámara y no hay ninguna reunión en curso.
capture-not-attributed = Algo usa el micrófono o la cámara y no se pudo saber si es una reunión.
capture-not-told = No se pudo saber si algo usa el micrófono o la cámara.
capture-in-use-by = En uso: { $device }, por: { $program }
capture-in-use-by-unknown = En uso: { $device }; no se pudo saber por qué programa

remedy-capture-end-recording =
    1. Mire los indicadores de micrófono y cámara en la barra del escritorio: nombran el programa que los usa.
    2. Cierre ese programa, o la pestaña del navegador.
    3. Si no lo reconoce, o si el indicador no se apaga, desconecte o tape la cámara, no hable de asuntos reservados cerca del equipo y avise a quien lo administra.
    4. Vuelva a revisar.
remedy-capture-look-at-indicators =
    1. Mire si el escritorio muestra un indicador de micrófono o cámara, o si la luz de la cámara está encendida.
    2. Si está en una reunión, no hay nada que hacer: vuelva a revisar cuando termine.
    3. Si no lo está, cierre los programas y las pestañas de reuniones y vuelva a revisar.
    4. Si sigue igual, avise a quien administra el equipo.

word-microphone = micrófono
word-camera = cámara
word-meeting-app = aplicación de reuniones o mensajes
word-web-browser = navegador
word-recorder = grabadora
word-voice-assistant = asistente de voz o dictado
word-desktop-meter = ajustes de sonido del escritorio
word-sound-server = servidor de sonido, sin que se sepa para quién
word-other-program = otro programa

source-sound-cards = tarjetas de sonido, según el núcleo
source-camera-devices = cámaras, según el núcleo
source-running-programs = programas en marcha

fact-capture-microphones = Tarjetas de sonido que pueden grabar
fact-capture-cameras = Cámaras
fact-capture-microphone-in-use = Micrófono en uso
fact-capture-camera-in-use = Cámara en uso
fact-capture-device = Dispositivo en uso
fact-capture-program = Tipo de programa que lo usa
fact-capture-meeting-app-running = Hay una aplicación de reuniones o mensajes abierta
fact-capture-browser-running = Hay un navegador abierto
