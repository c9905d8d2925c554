check-meeting-apps = Meeting applications
check-meeting-apps-about = Meeting applications.
check-meeting-apps-blind = Meeting applications.
