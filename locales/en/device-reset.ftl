check-device-reset = Device reset
check-device-reset-about = Looks when the system was installed, and whether anything of the earlier person outlived the hand-over of the device.
check-device-reset-blind = It cannot see whether a disk was copied whole from another, whether files were put back after erasing, or what was left outside the home folders.

device-reset-no-hand-over = The rule sets no day of hand-over. The system was installed on { $installed }.
device-reset-no-hand-over-no-date = The rule sets no day of hand-over, and it could not be told when the system was installed.
device-reset-installed-since = The system was installed on { $installed }, on or after the hand-over ({ $required }).
device-reset-installed-before = The system is older than the hand-over: its latest trace is of { $installed }, the hand-over was on { $required }.
device-reset-home-kept = The system is new, but a home folder is of { $home }, before the hand-over ({ $required }).
device-reset-evidence-disagrees = The traces of the installation do not agree on whether the system is older or newer than { $required }.
device-reset-evidence-too-weak = There are not enough reliable traces of when the system was installed.
device-reset-home-age-unclear = The system is new, but it could not be told whether the home folders are older than the hand-over.
device-reset-in-container = The program runs in a container, whose age says nothing about the device.
device-reset-in-live-system = The system was started from a stick, a disc or the network; its age says nothing about the device.
device-reset-traces-apart = The traces are apart: { $earlier } of { $earlier-day }, { $later } of { $later-day }
device-reset-ran-as-another = The system also ran under another machine identifier: it was cloned, or its identifier was renewed
device-reset-environment-unclear = It could not be told whether the program runs in a container.

remedy-device-reset-erase-and-reinstall =
    Save what you need to keep and hand the device to whoever administers it.
    It has to be erased completely, home folders included, and the system installed anew.
remedy-device-reset-witness =
    Ask whoever administers the devices to look at it with you and to put the reset on record.

word-root-file-system = main file system
word-installer-log = installer's log
word-package-database = package database
word-machine-id = machine identifier
word-oldest-package = oldest package
word-ssh-host-keys = remote-login keys
word-first-start = set-up at the first start
word-first-journal = beginning of the journal
word-first-login = first login
word-system-folders = folder of the system's settings
word-lost-and-found = folder for lost and found files
word-homes-folder = folder of all homes
word-evidence-strong = strong
word-evidence-moderate = moderate
word-evidence-weak = weak
word-bare-metal = the device itself
word-virtual-machine = virtual machine
word-live-system = system started from a stick
word-container = container
word-no-container = outside containers

source-file-times = times of files
source-package-log = package log
source-machine-id-file = machine identifier file
source-journal-folders = folders of the journal
source-machine-description = description of the machine

fact-device-reset-installed-on = System installed on
fact-device-reset-evidence-agrees = Traces agree
fact-device-reset-evidence-kind = Trace
fact-device-reset-evidence-date = Day of the trace
fact-device-reset-evidence-reliability = Reliability of the trace
fact-device-reset-oldest-home-on = Oldest home folder
fact-device-reset-machine-id-digest = Digest of the machine identifier
fact-device-reset-other-identifier = Ran under another machine identifier
fact-device-reset-environment = What the system runs on
