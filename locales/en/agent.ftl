# What the agent's command line says.

status-pass = In order
status-pass-declared = Declared in order
status-fail = Not met
status-unknown = Can't tell
status-not-applicable = Not applicable
status-exempt = Exempt

severity-critical = critical
severity-high = high
severity-medium = medium
severity-low = low

value-yes = yes
value-no = no
value-of-rule = what the rule allows

evidence-live = present state
evidence-declared = declared by the person, not measured
evidence-set-user = set; the person can change it
evidence-set-enforced = set by the institution; locked
evidence-default-user = default; the person can change it
evidence-default-enforced = default; locked by the institution

cause-denied = can't tell: the system does not let it be read
cause-missing = can't tell: it is not where it should be
cause-unsupported = can't tell: there is no way to read it here
cause-failed = can't tell: reading it failed
cause-malformed = can't tell: what stands there makes no sense
cause-too-large = can't tell: it is larger than what is read

duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s

platform-form-laptop = laptop
platform-form-desktop = desktop computer
platform-form-virtual = virtual machine or container
platform-form-phone = phone
platform-form-tablet = tablet

check-heading = Check of this device
check-to-do = What to do
check-also = Also
check-facts-hint = To see where each fact comes from: custodia facts
check-harden-hint = To have Custodia change the settings that it can: custodia harden
check-explain-hint = To understand a rule: custodia explain { $rule }
summary-fail = { $count } not met
summary-unknown = { $count } can't tell
summary-exempt = { $count } exempt
summary-not-applicable = { $count } not applicable
summary-pass = { $count } in order
verdict-compliant = This device is in order.
verdict-fail = This device is not in order: begin with the first of the list.
verdict-unknown = Not everything could be told: see what is missing and why.

facts-read-from = source: { $source }
facts-none = There is no way to read these facts here.
facts-item = item { $item }

policy-decided-at-endpoint = Decided at the endpoint
explain-asks = What it asks
explain-clause = Clause
explain-risk = Risk it treats
explain-severity = Severity
explain-looks-at = What is looked at
explain-blind = What can't be seen
explain-parameters = Values of the rule
explain-now = On this device, now
explain-references = Also asked by
explain-waiver = Waiver
explain-waiver-text = { $reason }; up to { $until }; approved by { $approver }; systems: { $systems }
tried-heading = Tried with { $file }
explain-default = default

policy-valid = { $file }: in order, { $count ->
    [one] { $count } rule
   *[other] { $count } rules
}
policy-summary = { $errors ->
    [0] no errors
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}

enroll-done = This device is enrolled.
enroll-next = Send the first report with: custodia report --now
status-not-enrolled = This device is not enrolled at any endpoint.
status-endpoint = Endpoint
status-device = This device's name there
status-enrolled = Enrolled
status-sequence = Reports signed
status-waiting = Reports waiting
status-last-delivery = Last delivery
status-never = none yet
report-delivered = { $count ->
    [one] { $count } report delivered.
   *[other] { $count } reports delivered.
}
report-unchanged = Nothing changed since the report before: only that was sent.
report-show-preface = This is all that would be sent; nothing was sent:
leave-done = This device no longer reports. Its key and state were deleted.
leave-not-told = The endpoint could not be told; the key and state were deleted all the same.

error = error
warning = warning
hint = hint

error-usage = wrong usage: { $detail }
error-usage-unknown-argument = there is no option { $name }
error-usage-unknown-command = there is no command { $name }
error-usage-invalid-value = { $value } is no value for { $name }
error-usage-missing = { $name } is missing
error-usage-conflict = { $name } cannot be used with { $other }
error-usage-other = the command makes no sense
hint-usage-help = the help is shown with --help
hint-usage-similar = did you mean { $name }?
hint-usage-values = possible values: { $values }
error-no-network = no network is in use that can be identified
hint-no-network = connect by Wi-Fi or cable to the network you want to approve, or give its name with --ssid
error-unknown-rule = no rule or check is called { $name }
hint-known-rules = there are: { $names }
error-not-asked = no rule of these policies asks for { $name }
hint-not-asked = apply all of them with --policy all
error-user-unknown = nobody is called { $name } on this device
hint-user-unknown = give the name with which the person logs in
error-user-not-allowed = what belongs to { $name } may be checked only by { $name } or by root
hint-user-not-allowed = run it as root: sudo custodia check --user { $name }
error-user-failed = the system does not let the check act as { $name }
hint-user-failed = run the check in the session of { $name }
error-policy-invalid = the policy { $file } is not valid
error-policy-unreadable = the policy { $file } could not be read
error-facts-unreadable = the file of facts { $file } could not be read
error-facts-malformed = the file { $file } holds no facts that can be used
hint-facts-file = what these print will do: custodia facts --format json, custodia check --format json, custodia report --show
hint-policy-names = give the path of a file, or one that is built in: { $names }
error-link = the enrolment link is not of the expected form
hint-link = copy it whole, in quotes: https://server:8443/#TOKEN.FINGERPRINT
error-already-enrolled = this device is already enrolled
hint-already-enrolled = to enrol it again: custodia leave, and ask for another link
error-not-enrolled = this device is not enrolled at any endpoint
hint-not-enrolled = ask your administrator for a link and run: custodia enroll 'LINK'
error-state-permissions = other users could read or change Custodia's state
hint-state-permissions = the folder must be yours and nobody else's: chmod -R go= { $path }
error-state-damaged = the stored state is damaged ({ $file })
hint-state-damaged = enrol the device again: custodia leave, and ask for another link
error-state-write = the state could not be stored ({ $file })
hint-state-write = look at the free space and the permissions of the state folder
error-state-busy = another Custodia command is using the state right now
hint-state-busy = wait until it is done and try again
error-state-later = what is kept is of a later version of Custodia ({ $file })
hint-state-later = update Custodia; nothing was changed
error-answers-damaged = the answers that are kept are damaged ({ $file })
hint-answers-damaged = answer again: custodia attest; what is damaged is put aside and not deleted
error-no-terminal = there is no terminal here to ask in
hint-no-terminal-attest = run it in a terminal, or answer on the command line: custodia attest --answer QUESTION=yes
error-interrupted = interrupted; nothing was kept
hint-no-terminal-passwords = run it in a terminal, on Linux: passwords are taken from nowhere else
error-no-answer = the answer was not understood
hint-no-answer = what was answered before is kept; run the command again to go on
hint-answer-form = write QUESTION=yes, QUESTION=no, QUESTION=no:needs-help or QUESTION=does-not-apply:not-my-function
hint-answer-question = there is no such question; see those there are with: custodia attest --list
hint-answer-why = with no: not-yet, cannot, needs-help or did-not-know; with does-not-apply one is needed: not-my-function, another-person, not-used, no-such-account or no-phone-issued
error-unreachable = the endpoint could not be reached
hint-unreachable = what was signed is kept and will be delivered next time; look at the connection
error-untrusted = the endpoint did not show the expected certificate; nothing was sent
hint-untrusted = a network's sign-in page may be in between, or somebody who poses as the endpoint: tell your administrator
error-refused = the endpoint did not accept the request: { $detail }
hint-refused = tell your administrator; if they say it is all right: custodia leave, and enrol with another link
error-answer = the answer is not that of a Custodia endpoint
hint-answer = a network's sign-in page may be in between: try another connection
error-page = the page could not be stored
hint-page = look at the free space and the permissions, or store it yourself: custodia check --format html
error-internal = internal error
refused-enrolment-token-invalid = the link was used, has expired or was withdrawn
refused-key-already-enrolled = this device's key is already enrolled
refused-device-unknown = the endpoint does not know this device
refused-device-left = this device is marked as having left
refused-signature-invalid = the signature does not hold
refused-report-malformed = the report is not of the expected form
refused-report-too-large = the report is too large
refused-report-format-unknown = the endpoint does not know this report format
refused-sequence-conflict = there is another report with the same number: a copy of this device's key may be in use
refused-storage-unavailable = the endpoint could not store the report; it will be tried again
refused-other = no reason given

# Help.
help-usage = Usage
help-commands = Commands
help-options = Options
help-arguments = Arguments
help-about = Checks this device, explains what to do and reports to the institution's endpoint
help-lang = Language of what is shown: es or en [default: the system's]
help-verbose = Tells more on standard error (-vv: even more)
help-help = Shows this help
help-version = Shows the version
help-check = Checks now and shows what is in order and what is not
help-check-only = Only these checks or rules (can be repeated)
help-check-policy = Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]
help-check-user = Person whose session and files are checked: for root; anybody else only themselves
help-check-format = Form of the output: human, json, html, sarif or junit [default: human]
help-check-open = Stores the page with the result and opens it in your browser
help-facts = Shows the facts as read and where they come from; they stay on this device
help-facts-id = Checks whose facts are shown [default: all]
help-facts-user = Person whose session and files are read: for root; anybody else only themselves
help-attest = Asks what no program can see and keeps the answers, dated
help-attest-id = Questions (data-plan), rules or policies [default: all that are due]
help-attest-all = Also asks what is answered already
help-attest-list = Shows what is declared, when, until when, and what is due
help-attest-answer = Answers without asking: QUESTION=yes, no or does-not-apply, and after : why (can be repeated)
help-attest-checklist = Goes through a list each time: meeting (before one) or publication (before publishing)
help-attest-policy = Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]
help-passwords = Looks at whether the passwords of official accounts are strong and unlike each other, without keeping them
help-passwords-none = Declares that no official account is in your hands
help-passwords-policy = Policy whose demands apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]
help-explain = Explains a rule: what it asks and why, how it is decided, what can't be seen and how to fix it
help-explain-id = Rule (cm-g-03/screen-lock) or check (screen-lock)
help-explain-policy = Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]
help-harden = Sets what the rules ask for, as far as you can: shows it, asks, and can undo it
help-harden-id = Rules or checks to be met, or the switches camera and microphone [default: all rules]
help-harden-dry-run = Shows the exact changes without making any
help-harden-yes = Makes the changes without asking
help-harden-policy = Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]
help-harden-undo = Puts back what was there before, the last change first
help-harden-undo-yes = Does not ask; what you changed since stays as it is
help-harden-status = Shows what was changed, when, and what was there before
help-policy = Checks and shows policies
help-policy-lint = Checks a policy file and points at every mistake
help-policy-lint-file = Policy file
help-policy-show = Shows the rules of a policy
help-policy-show-name = File or built-in policy [default: all built-in ones]
help-policy-test = Tries a policy with recorded facts, without checking this device
help-policy-test-policy = Policy file, or a built-in one
help-policy-test-facts = File with the facts of one device (can be repeated)
help-policy-test-format = Form of the output
help-policy-schema = Shows the JSON Schema of policy files
help-policy-network-id = Gives the id of the network in use, for the approved networks of a policy
help-policy-network-id-policy = Policy that already has ids: the new one uses the same salt
help-policy-network-id-ssid = Name of another Wi-Fi network, in place of the one in use
help-policy-network-id-class = How that network is protected, in the words of allowed
help-enroll = Enrols this device at the institution's endpoint
help-enroll-link = Link from the administrator: https://server:8443/#TOKEN.FINGERPRINT
help-status = Shows where this device is enrolled and what waits to be delivered
help-report = Shows or sends a report
help-report-show = Shows all that would be sent, without sending it
help-report-raw = With --show: the signed bytes, as they travel
help-report-now = Checks, signs and delivers a report now
help-report-policy = Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]
help-leave = Leaves the endpoint and deletes the key and state
help-completions = Prints the completions for a shell
help-completions-shell = Shell: bash, zsh, fish, elvish or powershell
help-man = Prints the manual page
help-word-answer = ANSWER
help-word-checklist = CHECKLIST
help-word-options = OPTIONS
help-word-command = COMMAND
help-word-link = LINK
help-word-file = FILE
help-word-shell = SHELL
help-word-format = FORMAT
help-word-lang = LANGUAGE
help-word-name = NAME
help-word-class = CLASS
help-word-dir = FOLDER
help-word-text = TEXT
help-word-host = HOST
