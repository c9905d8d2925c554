check-passwords = Passwords of official accounts
check-passwords-about = Passwords of official accounts.
check-passwords-blind = Passwords of official accounts.
