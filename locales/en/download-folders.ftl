check-download-folders = Download folders
check-download-folders-about = Download folders.
check-download-folders-blind = Download folders.
