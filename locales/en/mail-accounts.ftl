check-mail-accounts = Mail accounts
check-mail-accounts-about = Mail accounts.
check-mail-accounts-blind = Mail accounts.
