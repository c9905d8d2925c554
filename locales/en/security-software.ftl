check-security-software = Security software
check-security-software-about = Security software.
check-security-software-blind = Security software.
