check-download-folders = Carpetas de descargas
check-download-folders-about = Carpetas de descargas.
check-download-folders-blind = Carpetas de descargas.
