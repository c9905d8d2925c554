check-meeting-apps = Aplicaciones de reunión
check-meeting-apps-about = Aplicaciones de reunión.
check-meeting-apps-blind = Aplicaciones de reunión.
