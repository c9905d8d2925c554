check-updates = Updates
check-updates-about = Updates.
check-updates-blind = Updates.
