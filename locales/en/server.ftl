# Pages of the server and its command line.

skip-to-content = Skip to content
navigation = Main
other-language = Español
back-to-fleet = Back to the overview
sign-out = Sign out ({ $name })

fleet-title = Overview
fleet-total =
    { $count ->
        [one] { $count } enrolled device
       *[other] { $count } enrolled devices
    }
fleet-empty = No devices yet
fleet-empty-hint = Enrol the first one in three steps:
fleet-empty-step-link = Create an enrolment link.
fleet-empty-step-command = On the device, run
fleet-empty-step-done = The device appears here with its first report.
fleet-flagged =
    { $count ->
        [one] { $count } device with a warning
       *[other] { $count } devices with warnings
    }
fleet-flagged-hint = about its reports: see whether a key was copied or evidence is missing.

standing = Standing
standing-not-compliant = Not compliant
standing-about-not-compliant = At least one rule is not met
standing-unknown = Can't tell
standing-about-unknown = Something could not be checked
standing-silent = Silent
standing-about-silent = Not heard of for more than 48 hours
standing-compliant = Compliant
standing-about-compliant = All rules are met
standing-left = Left
standing-flagged = With warnings

result-severity-critical = Critical severity
result-severity-high = High severity
result-severity-medium = Medium severity
result-severity-low = Low severity

rule = Rule
rules-title = By rule
rules-about = Latest result of the devices that are not silent.
rules-none = No device has sent results yet.
rules-share = Share

devices-title = Devices
devices-found =
    { $count ->
        [0] No device
        [one] { $count } device
       *[other] { $count } devices
    }
devices-show-all = Show all devices
filter-status = Standing
filter-all = All enrolled
filter-action = Apply
sort = Order
sort-worst = Most urgent first
sort-label = By name
sort-seen = Longest silent first
sort-enrolled = Newest first
device = Device
open-points = Open points
last-seen = Last seen
fails =
    { $count ->
        [one] { $count } not met
       *[other] { $count } not met
    }
unknowns =
    { $count ->
        [one] { $count } can't tell
       *[other] { $count } can't tell
    }
pages = Pages
pages-page = Page
pages-previous = ← Previous
pages-next = Next →

device-untitled = Device { $id }
device-id = Identifier
device-agent = Agent version
device-policy = Policies applied
device-enrolled = Enrolled
device-left = Left
results-title = Results
results-none = This device has not sent results yet.
results-stale = These are the last results known. The device is silent: they may have changed.
remedy-title = What to do:
since = so since
first-failed = not met since
reason-not-known-here = This version of the server does not know the reason.
platform-not-known-here = platform not known
facts-title = Facts read
fact-name = Fact
fact-value = Value
fact-source = Read from
fact-origin = Origin
fact-changeable = Who can change it
origin-set = Set
origin-default = Default
origin-live = Present state
origin-declared = Declared by the person
changeable-user = The person
changeable-enforced = Only the institution
changeable-not-a-setting = Not a setting
changes-title = History of changes
changes-none = No changes yet.
change-when = When
change-what = Change
change-why = Why
change-removed = The rule is no longer asked
evidence-title = Evidence
evidence-about = Each report is signed by the device and names the one before it: a gap or a change cannot hide.
evidence-newest = Newest report, number
evidence-stored = Reports stored
evidence-missing = Reports missing
evidence-none-missing = None
evidence-head = Digest of the newest report

flag-forked = Key copied
flag-about-forked = Two different reports came with the same number. Somebody uses a copy of the key, or a backup was restored. Until that is cleared up the device does not count as compliant: reinstall it and enrol it again.
flag-chain-broken = Chain broken
flag-about-chain-broken = A report names another predecessor than the one received: a report was replaced.
flag-clock-skew = Clock off
flag-about-clock-skew = The device's clock is off by more than a day. Its dates cannot be relied on; correct the time on the device.
flag-heartbeat-unfounded = Unfounded heartbeat
flag-about-heartbeat-unfounded = The device said “unchanged” about results that it never sent.
flag-occurrences =
    { $count ->
        [one] Once
       *[other] { $count } times
    }
flag-first = since
flag-last = last
flag-digests = Digests: the one known and the one received
report-number = report { $count }

enrol-title = Enrol
enrol-new = New link
enrol-about = Each link enrols one device and expires after 72 hours.
enrol-label = Name of the device
enrol-label-help = Optional, up to 64 characters. For example the unit or the inventory number; enter no names of people or sources.
enrol-action = Create link
enrol-made = Run this on the device
enrol-made-hint = The link is shown only this once. Hand it over by a safe channel.
enrol-outstanding = Unused links
enrol-none-outstanding = There are no unused links.
enrol-unlabelled = No name
enrol-created = Created
enrol-expires = Expires
enrol-revoke = Revoke

sign-in-title = Sign in
sign-in-name = Name
sign-in-password = Password
sign-in-action = Sign in
sign-in-help = No password? Ask for a one-time link; on the server it is made with
sign-in-wrong = The name or the password is wrong.
sign-in-too-often = Too many tries. Wait a few minutes.
sign-in-link-explained = This link works only once.
sign-in-link-invalid = The link was used before or has expired. Ask for a new one.

page-error-not-found = There is nothing here
page-error-not-found-hint = Perhaps the device no longer exists, or the address is incomplete.
page-error-bad-request = That could not be accepted
page-error-bad-request-hint = A name has up to 64 characters and no control characters.
page-error-internal = The server failed
page-error-internal-hint = The server's log says why.
page-error-storage = The database does not answer
page-error-storage-hint = No report is lost: devices send them again. Try again in a moment; if it stays, look at the server's disk space.

ago-now = just now
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
until-now = at once
until-minutes = in { $count } min
until-hours = in { $count } h
until-days =
    { $count ->
        [one] in { $count } day
       *[other] in { $count } days
    }

os-linux = Linux
os-windows = Windows
os-macos = macOS
os-android = Android
os-ios = iOS
os-other = Other system

quickstart-ready = Custodia is running.
quickstart-address = Dashboard
quickstart-sign-in = Sign in (once, 10 minutes)
quickstart-enrolled = This computer is enrolled and has reported.
quickstart-agent-absent = This computer was not enrolled: { $reason }
quickstart-link = Enrol another device
quickstart-stop = Ctrl+C stops it. The data stays in { $directory }
serve-ready = Custodia listens on https://{ $address }/
enrolment-link-made = Enrolment link (one device, 72 hours):
sign-in-link-made = Sign-in link (once, 10 minutes):
administrator-kept = { $name } can sign in with the new password.
password-prompt = Password (12 characters or more):
quickstart-label = This computer

# Help of the command line.
server-help-about = Endpoint of Custodia: takes the devices' signed reports, keeps the evidence and shows the fleet
server-help-lang = Language of what is shown: es or en [default: the system's]
server-help-directory = Folder with the certificates and the database
server-help-database = Database in another place, as sqlite:PATH
server-help-serve = Serves devices and administrators
server-help-serve-listen = Address to listen on [default: 0.0.0.0:8443]
server-help-serve-names = Host name that devices reach the server by (can be repeated); the first one stands in links
server-help-quickstart = Shows the whole system on this machine: server, administrator, this machine enrolled
server-help-quickstart-listen = Address to listen on; port 0 takes a free one [default: 127.0.0.1:8443]
server-help-quickstart-open = Opens the dashboard in the browser
server-help-admin = Adds administrators and lets them in
server-help-admin-add = Adds an administrator, or changes the password, which is read from the terminal or one line of input
server-help-admin-add-name = Name to sign in with: small letters, digits, dots and hyphens
server-help-admin-sign-in-link = Makes a link that signs an administrator in once, within 10 minutes
server-help-admin-sign-in-link-name = Administrator's name [default: the one added first]
server-help-enrolment-link = Makes a link that enrols one device, within 72 hours
server-help-enrolment-link-label = What to call the device; no names of people or sources
server-help-completions = Prints the completions for a shell
server-help-completions-shell = Shell: bash, zsh, fish, elvish or powershell
server-help-man = Prints the manual page

usage-database = a database is given as sqlite:PATH
usage-name = a name has up to 64 small letters, digits, dots, hyphens and underscores
usage-label = a label has up to 64 characters and no control characters

# Errors of the command line.
error-not-started = the server has not been started yet
    .hint = custodia-server serve --directory …
error-no-administrator = there is no such administrator
    .hint = custodia-server admin add NAME --directory …
error-password-length = a password has 12 characters or more and 1024 bytes or fewer
    .hint = a phrase of several words is easy to remember
error-no-home = there is no home folder
    .hint = choose a folder with --directory
error-listen = cannot listen on { $address }
    .hint = choose another address with --listen, port 0 for a free one
error-database = cannot open the database { $path }
    .hint = is the disk full, or the file another user's?
error-half-authority = { $present } is there, but { $absent } is not
    .hint = restore the missing file from the backup; without it, remove the other one and enrol all devices again
error-certificate = the server's certificate could not be made
    .hint = --name takes host names and addresses
error-browser = the browser could not be opened
    .hint = open the link above

# Records.
records-title = Records
records-about = What no device can decide by itself: decided by what the institution writes down here, and by what the reports add up to.
register-social-accounts = Official social-media accounts
register-groups = Messaging groups
register-requests = Requests of people about their data
register-hand-overs = Hand-overs of devices
register-mail-domains = Mail domains
register-residual-risk = Residual risk
register-evidence = Evidence
register-empty = Nothing is on record yet: nobody can tell whether anything is missing.
register-met =
    { $all ->
        [one] { $count } of { $all } record in order.
       *[other] { $count } of { $all } records in order.
    }
risk-nothing-reported = no device reports on it
risk-level-critical = critical risk
risk-level-high = high risk
risk-level-medium = medium risk
risk-level-low = low risk
risk-level-unknown = cannot be told
risk-level-treated = treated
risk-devices =
    { $count ->
        [one] { $count } device
       *[other] { $count } devices
    }
evidence-audit-broken = Row { $count } of the audit log is not the one that was written.
evidence-broken =
    { $count ->
        [one] The reports of { $count } device contradict each other.
       *[other] The reports of { $count } devices contradict each other.
    }
evidence-incomplete =
    { $count ->
        [one] Reports of { $count } device are missing.
       *[other] Reports of { $count } devices are missing.
    }
evidence-no-devices = No device is enrolled yet.
evidence-whole =
    { $count ->
        [one] The reports of { $count } device are complete and chained, and so is the audit log.
       *[other] The reports of { $count } devices are complete and chained, and so is the audit log.
    }
record-name = Name
record-why = Why
record-changed = Changed
record-new = Write down
record-change = Change
record-keep = Save
record-close = Close this record
record-closed = Closed:
record-closed-here = Closed
record-history = History
record-who = Who
record-refused = Not saved: look at what is marked.
record-privacy = Write positions, not names of sources. Administrators see what is written here, and it stays in the history.
record-ask-dns = Ask the DNS now
record-problem-missing = This is missing.
record-problem-text = Up to { $count } characters, on one line.
record-problem-date = A day, such as 2026-11-21.
record-problem-choice = Choose from the list.
record-problem-domain = A domain, such as press.example.
record-problem-selectors = Up to ten selectors, with blanks between them.
record-problem-order = This day is before the other.
record-problem-same-device = The new device cannot be the old one.
record-problem-witness = Both or neither: who witnessed it, and on which day.
field-required = required
choice-none = –
field-social-accounts-name = Account
field-social-accounts-network = Network
field-social-accounts-custodian = Who answers for it (position)
field-social-accounts-device = Device on which it is used
field-social-accounts-form = Forms or surveys that it links to
field-social-accounts-privacy-notice = A privacy notice is at hand beside the form
field-social-accounts-provider-certified = The outside provider is certified
field-social-accounts-password-renewed-on = Password renewed on
field-social-accounts-reviewed-on = Reviewed on
choice-network-facebook = Facebook
choice-network-instagram = Instagram
choice-network-x = X
choice-network-youtube = YouTube
choice-network-tiktok = TikTok
choice-network-whatsapp = WhatsApp
choice-network-telegram = Telegram
choice-network-other = Another
choice-form-none = None
choice-form-own = The institution's own
choice-form-outside = An outside provider's
choice-privacy-notice-yes = Yes
choice-privacy-notice-no = No
choice-provider-certified-yes = Yes
choice-provider-certified-no = No
field-groups-name = Group
field-groups-purpose = What it is for
field-groups-owner = Who answers for it (position)
field-groups-consent = Its members consented to their number being seen
field-groups-reviewed-on = Reviewed on
choice-consent-yes = Yes
choice-consent-no = No
choice-consent-other-channel = Another channel is used, which does not show it
field-requests-reference = Reference (without data of the person)
field-requests-kind = What it asks
field-requests-received-on = Received on
field-requests-due-on = Due on
field-requests-answered-on = Answered on
choice-kind-access = Access
choice-kind-rectification = Rectification
choice-kind-cancellation = Cancellation
choice-kind-objection = Objection
field-hand-overs-old-device = Old device
field-hand-overs-new-device = New device
field-hand-overs-migrated-on = Information migrated on
field-hand-overs-due-on = To be reset until
field-hand-overs-witness = Who witnessed the reset (position)
field-hand-overs-witnessed-on = Witnessed on
field-mail-domains-domain = Domain
field-mail-domains-selectors = DKIM selectors
record-reason-nothing-known = Too little is on record to decide.
record-reason-future = The day { $day } is yet to come.
record-reason-no-custodian = Nobody answers for the account.
record-reason-no-notice = Data is collected without a privacy notice at hand.
record-reason-notice-unknown = Whether there is a privacy notice is not on record.
record-reason-not-certified = The outside provider is not certified.
record-reason-certificate-unknown = Whether the outside provider is certified is not on record.
record-reason-never-renewed = No renewal of the password is on record.
record-reason-renewed-long-ago = The password was last renewed on { $day }.
record-reason-never-reviewed = No review is on record.
record-reason-reviewed-long-ago = The last review was on { $day }.
record-reason-account-in-order = Somebody answers for the account, and it was reviewed.
record-reason-no-owner = Nobody answers for the group.
record-reason-no-purpose = What the group is for is not on record.
record-reason-no-consent = The members have not consented to their number being seen.
record-reason-group-in-order = The group has a purpose, somebody who answers for it, consent and a review.
record-reason-answered-late = Answered on { $day }, too late.
record-reason-answered = Answered on { $day }, in time.
record-reason-overdue = It was due on { $day }.
record-reason-in-time = There is time until { $day }.
record-reason-heard-after-reset = The old device reported on { $day }, after it was said to have been reset.
record-reason-reset-late = The reset was witnessed on { $day }, after it was due.
record-reason-reset-witnessed = Somebody witnessed the reset on { $day }. That is a declaration, not a measurement.
record-reason-reset-overdue = It was due on { $day }, and no reset is on record.
record-reason-still-reports = It is overdue, and the old device still reported on { $day }: it was not reset.
record-reason-reset-due = It has to be reset until { $day }.
record-reason-not-asked = The DNS has not been asked yet.
record-reason-asked-long-ago = The DNS was last asked on { $day }.
record-reason-spf-missing = The domain has no SPF: anybody can send in its name.
record-reason-spf-several = The domain has more than one SPF record, so none counts.
record-reason-spf-open = The SPF record lets anybody send.
record-reason-dmarc-missing = The domain has no DMARC.
record-reason-dmarc-malformed = The domain's DMARC record cannot be read.
record-reason-dmarc-watching = DMARC only watches (p=none): it stops nothing.
record-reason-dkim-missing = A DKIM selector has no key.
record-reason-dkim-revoked = The key of a DKIM selector was withdrawn.
record-reason-dkim-weak = The key of a DKIM selector is too short.
record-reason-listed = A host that takes the mail is on a blocklist.
record-reason-dns-silent = The DNS did not answer everything.
record-reason-no-selectors = The domain's DKIM selectors are not on record.
record-reason-mail-in-order = SPF, DKIM and DMARC are in order, and nothing is on a blocklist.
record-reason-mail-in-order-unlisted = SPF, DKIM and DMARC are in order. No blocklist is asked.
blocklists = Blocklists
blocklists-listed =
    { $count ->
        [0] on none
        [one] on { $count }
       *[other] on { $count }
    }
blocklists-silent = did not answer
blocklists-not-asked = not asked
spf-unanswered = the DNS did not answer
spf-missing = missing
spf-several = there is more than one
spf-open = lets anybody send
spf-soft-fail = others are suspicious (~all)
spf-fail = others are refused (-all)
dmarc-unanswered = the DNS did not answer
dmarc-missing = missing
dmarc-malformed = cannot be read
dmarc-watching = only watches (p=none)
dmarc-quarantine = sets doubtful mail aside (p=quarantine)
dmarc-reject = refuses doubtful mail (p=reject)
dkim-unanswered = the DNS did not answer
dkim-missing = the key is missing
dkim-revoked = the key was withdrawn
dkim-weak = the key is too short
dkim-present = there is a key
server-help-serve-resolver = Resolver that is asked about mail domains [default: the machine's own]
server-help-serve-blocklists = Zone of a blocklist that is asked about the hosts that take the mail (may be repeated) [default: none]
usage-zone = a zone is a domain, such as list.example
