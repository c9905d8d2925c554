check-updates = Actualizaciones
check-updates-about = Actualizaciones.
check-updates-blind = Actualizaciones.
