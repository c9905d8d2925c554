# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_custodia_global_optspecs
    string join \n lang= v/verbose V/version h/help
end

function __fish_custodia_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_custodia_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_custodia_using_subcommand
    set -l cmd (__fish_custodia_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c custodia -n "__fish_custodia_needs_command" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_needs_command" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_needs_command" -s V -l version -d 'Shows the version'
complete -c custodia -n "__fish_custodia_needs_command" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "generate" -d 'Writes every generated file below a folder, which is the project\'s root'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "check" -d 'Checks now and shows what is in order and what is not'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "facts" -d 'Shows the facts as read and where they come from; they stay on this device'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "attest" -d 'Asks what no program can see and keeps the answers, dated'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "passwords" -d 'Looks at whether the passwords of official accounts are strong and unlike each other, without keeping them'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "explain" -d 'Explains a rule: what it asks and why, how it is decided, what can\'t be seen and how to fix it'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "harden" -d 'Sets what the rules ask for, as far as you can: shows it, asks, and can undo it'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "policy" -d 'Checks and shows policies'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "enroll" -d 'Enrols this device at the institution\'s endpoint'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "status" -d 'Shows where this device is enrolled and what waits to be delivered'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "report" -d 'Shows or sends a report'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "leave" -d 'Leaves the endpoint and deletes the key and state'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "completions" -d 'Prints the completions for a shell'
complete -c custodia -n "__fish_custodia_needs_command" -f -a "man" -d 'Prints the manual page'
complete -c custodia -n "__fish_custodia_using_subcommand generate" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand generate" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand check" -l only -d 'Only these checks or rules (can be repeated)' -r
complete -c custodia -n "__fish_custodia_using_subcommand check" -l policy -d 'Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]' -r
complete -c custodia -n "__fish_custodia_using_subcommand check" -l user -d 'Person whose session and files are checked: for root; anybody else only themselves' -r
complete -c custodia -n "__fish_custodia_using_subcommand check" -l format -d 'Form of the output: human, json, html, sarif or junit [default: human]' -r -f -a "human\t''
json\t''
html\t''
sarif\t''
junit\t''"
complete -c custodia -n "__fish_custodia_using_subcommand check" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand check" -l open -d 'Stores the page with the result and opens it in your browser'
complete -c custodia -n "__fish_custodia_using_subcommand check" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand check" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand facts" -l user -d 'Person whose session and files are read: for root; anybody else only themselves' -r
complete -c custodia -n "__fish_custodia_using_subcommand facts" -l format -d 'help-facts-format' -r -f -a "human\t''
json\t''"
complete -c custodia -n "__fish_custodia_using_subcommand facts" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand facts" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand facts" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand attest" -l answer -d 'Answers without asking: QUESTION=yes, no or does-not-apply, and after : why (can be repeated)' -r
complete -c custodia -n "__fish_custodia_using_subcommand attest" -l checklist -d 'Goes through a list each time: meeting (before one) or publication (before publishing)' -r -f -a "meeting\t''
publication\t''"
complete -c custodia -n "__fish_custodia_using_subcommand attest" -l policy -d 'Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]' -r
complete -c custodia -n "__fish_custodia_using_subcommand attest" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand attest" -l all -d 'Also asks what is answered already'
complete -c custodia -n "__fish_custodia_using_subcommand attest" -l list -d 'Shows what is declared, when, until when, and what is due'
complete -c custodia -n "__fish_custodia_using_subcommand attest" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand attest" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand passwords" -l policy -d 'Policy whose demands apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]' -r
complete -c custodia -n "__fish_custodia_using_subcommand passwords" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand passwords" -l none -d 'Declares that no official account is in your hands'
complete -c custodia -n "__fish_custodia_using_subcommand passwords" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand passwords" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand explain" -l policy -d 'Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]' -r
complete -c custodia -n "__fish_custodia_using_subcommand explain" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand explain" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand explain" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -l policy -d 'Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]' -r
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -l dry-run -d 'Shows the exact changes without making any'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -l yes -d 'Makes the changes without asking'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -a "undo" -d 'Puts back what was there before, the last change first'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and not __fish_seen_subcommand_from undo status" -a "status" -d 'Shows what was changed, when, and what was there before'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from undo" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from undo" -l yes -d 'Does not ask; what you changed since stays as it is'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from undo" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from status" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from status" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand harden; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -f -a "lint" -d 'Checks a policy file and points at every mistake'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -f -a "show" -d 'Shows the rules of a policy'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -f -a "test" -d 'Tries a policy with recorded facts, without checking this device'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -f -a "schema" -d 'Shows the JSON Schema of policy files'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and not __fish_seen_subcommand_from lint show test schema network-id" -f -a "network-id" -d 'Gives the id of the network in use, for the approved networks of a policy'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from lint" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from lint" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from lint" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from show" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from test" -l facts -d 'File with the facts of one device (can be repeated)' -r -F
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from test" -l format -d 'Form of the output' -r -f -a "human\t''
json\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from test" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from test" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from schema" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from schema" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from network-id" -l policy -d 'Policy that already has ids: the new one uses the same salt' -r
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from network-id" -l ssid -d 'Name of another Wi-Fi network, in place of the one in use' -r
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from network-id" -l class -d 'How that network is protected, in the words of allowed' -r -f -a "wifi-open\t''
wifi-owe\t''
wifi-wep\t''
wifi-wpa-tkip\t''
wifi-wpa2-personal\t''
wifi-wpa3-personal\t''
wifi-enterprise\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from network-id" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from network-id" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand policy; and __fish_seen_subcommand_from network-id" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand enroll" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand enroll" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand enroll" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand status" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand status" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand status" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand report" -l policy -d 'Policy to apply: a file or a built-in one (can be repeated) [default: cm-g-03 and baseline]' -r
complete -c custodia -n "__fish_custodia_using_subcommand report" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand report" -l show -d 'Shows all that would be sent, without sending it'
complete -c custodia -n "__fish_custodia_using_subcommand report" -l raw -d 'With --show: the signed bytes, as they travel'
complete -c custodia -n "__fish_custodia_using_subcommand report" -l now -d 'Checks, signs and delivers a report now'
complete -c custodia -n "__fish_custodia_using_subcommand report" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand report" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand leave" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand leave" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand leave" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand completions" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand completions" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand completions" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
complete -c custodia -n "__fish_custodia_using_subcommand man" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia -n "__fish_custodia_using_subcommand man" -s h -l help -d 'Shows this help'
complete -c custodia -n "__fish_custodia_using_subcommand man" -s v -l verbose -d 'Tells more on standard error (-vv: even more)'
