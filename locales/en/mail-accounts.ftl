check-mail-accounts = Mail accounts
check-mail-accounts-about = Looks at the mail accounts that are set up in this device's programs: whether they are the institution's, whether the mail travels encrypted, and whether there is a certificate to sign it with.
check-mail-accounts-blind = It cannot see mail that is read in the browser, nor what an account is used for, nor whether the server sends the mail on to somewhere else. Of servers and addresses nothing is kept and nothing leaves: they are only counted.

mail-accounts-in-order = The mail accounts on this device lack nothing that this rule asks for (accounts: { $accounts }).
mail-accounts-none = No account is set up in a mail program on this device. Mail that is read in the browser cannot be seen.
mail-accounts-no-domains = The policy does not name the institution's domains, so whose the accounts are is not judged.
mail-accounts-none-of-institution = No account on this device is the institution's, so no certificate is asked for.
mail-accounts-outside = Mail accounts that are not the institution's: { $outside } of { $accounts }.
mail-accounts-unprotected = Accounts whose mail travels without encryption: { $unprotected } of { $accounts }. Whoever is on the same network can read it.
mail-accounts-too-weak = Accounts whose mail travels with less protection than is asked: { $weak } of { $accounts }.
mail-accounts-trusts-any = Accounts that trust their server although its certificate is not valid: { $unverified } of { $accounts }. Somebody else could pose as it.
mail-accounts-no-certificate = Accounts without a certificate to sign and encrypt mail (S/MIME): { $without } of { $accounts }.
mail-accounts-certificate-expired = Accounts whose mail certificate has expired or is not valid yet: { $expired } of { $accounts }.
mail-accounts-certificate-unusable = Accounts that use a certificate that is missing, or whose key is: { $unusable } of { $accounts }.
mail-accounts-domains-unclear = It could not be told what domain some accounts are of: { $unclear } of { $accounts }.
mail-accounts-transport-unclear = It could not be told how the mail of some accounts travels: { $unclear } of { $accounts }.
mail-accounts-certificate-unclear = It could not be told whether some accounts have a valid certificate: { $unclear } of { $accounts }.
mail-accounts-unreadable = { $unread ->
    [one] There is a mail program whose accounts cannot be read.
   *[other] There are { $unread } places with mail accounts that cannot be read.
}
mail-accounts-not-counted = It could not be told how many mail accounts there are.
mail-accounts-clear-password = Mail passwords that travel in plain sight: { $passwords }
mail-accounts-through-local = Accounts that go through another program on this device, which is not looked into: { $local }
mail-accounts-certificate-until = The first mail certificate expires on { $until }
mail-accounts-has-openpgp = Accounts with an OpenPGP key: { $openpgp }

remedy-mail-accounts-remove-account =
    1. Open your mail program and look for “Account Settings” (“Online Accounts” in GNOME's settings).
    2. Choose the personal or free account; before you remove it, save what belongs to your work where the institution says.
    3. Remove the account, and use the institution's for your work. If you have none, ask whoever administers the mail.
remedy-mail-accounts-turn-on-tls =
    1. Open your mail program and look for “Account Settings”, and for the account “Server Settings”.
    2. Under “Connection security” choose “SSL/TLS”, for receiving and for sending (SMTP) too.
    3. Try to receive and to send. If it does not work, ask whoever administers the mail; do not go back to “None”.
remedy-mail-accounts-remove-exception =
    1. Ask whoever administers the mail whether the server's certificate is right; do not use that account until then.
    2. In Thunderbird: Settings, “Privacy & Security”, “Manage Certificates”, “Servers”: remove the exception. In “Online Accounts”, add the account anew without accepting errors.
    3. If the program warns of the certificate again, do not accept it: tell whoever administers the mail.
remedy-mail-accounts-install-certificate =
    1. Ask the institution for a personal mail certificate (S/MIME), or to renew yours.
    2. In Thunderbird: “Account Settings”, “End-To-End Encryption”, “Manage S/MIME Certificates”, “Import”.
    3. On the same page, choose it for signing and for encryption, for every address that you use.
remedy-mail-accounts-look-yourself =
    1. Open each mail program that you use and look at its accounts.
    2. See that the address is the institution's and that the connection security is “SSL/TLS”, for receiving and for sending.
    3. If you no longer use a program, remove its accounts or ask whoever administers the devices for help.

word-domains = whose the accounts are
word-transport = how mail travels
word-smime = certificate to sign with
word-tls = TLS
word-starttls = STARTTLS, required
word-starttls-opportunistic = STARTTLS if offered
word-no-encryption = without encryption
word-local-connection = within the device
word-no-connection = none
word-smime-absent = no certificate
word-smime-valid = valid certificate
word-smime-expired = expired certificate
word-smime-unusable = missing certificate
word-thunderbird = Thunderbird
word-seamonkey = SeaMonkey
word-evolution = Evolution
word-online-accounts = GNOME's online accounts
word-geary = Geary
word-kmail = KMail
word-claws-mail = Claws Mail
word-sylpheed = Sylpheed
word-msmtp = msmtp
word-aerc = aerc
word-mutt = Mutt
word-mbsync = mbsync
word-offlineimap = OfflineIMAP
word-fetchmail = fetchmail
word-mailspring = Mailspring
word-bluemail = BlueMail
word-several-programs = more accounts than are looked at

source-mail-profile = profile of the mail program
source-evolution-sources = Evolution's accounts
source-online-accounts-file = GNOME's online accounts
source-geary-account = account of Geary
source-kmail-settings = KMail's settings
source-claws-accounts = Claws Mail's accounts
source-mail-text-settings = settings written by hand
source-mail-program-store = data of the mail program
source-mail-settings = settings of the mail programs
source-mail-certificates = certificates of the mail program

fact-mail-accounts-accounts = Mail accounts
fact-mail-accounts-unread = Places that cannot be read
fact-mail-accounts-outside = Accounts outside the institution
fact-mail-accounts-program = Program
fact-mail-accounts-is-outside = Outside the institution
fact-mail-accounts-incoming = Connection for receiving
fact-mail-accounts-outgoing = Connection for sending
fact-mail-accounts-unverified = Trusts any certificate
fact-mail-accounts-password-in-clear = Password in plain sight
fact-mail-accounts-smime = S/MIME certificate
fact-mail-accounts-smime-until = Certificate valid until
fact-mail-accounts-openpgp = OpenPGP key
