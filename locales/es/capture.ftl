check-capture = Cámara y micrófono
check-capture-about = Cámara y micrófono.
check-capture-blind = Cámara y micrófono.
