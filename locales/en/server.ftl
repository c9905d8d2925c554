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
