# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_custodia_server_global_optspecs
    string join \n lang= V/version h/help
end

function __fish_custodia_server_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_custodia_server_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_custodia_server_using_subcommand
    set -l cmd (__fish_custodia_server_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c custodia-server -n "__fish_custodia_server_needs_command" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_needs_command" -s V -l version -d 'Shows the version'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "generate" -d 'Write every generated file below a folder, which is the project\'s root'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "serve" -d 'Serves devices and administrators'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "quickstart" -d 'Shows the whole system on this machine: server, administrator, this machine enrolled'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "admin" -d 'Adds administrators and lets them in'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "enrolment-link" -d 'Makes a link that enrols one device, within 72 hours'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "completions" -d 'Prints the completions for a shell'
complete -c custodia-server -n "__fish_custodia_server_needs_command" -f -a "man" -d 'Prints the manual page'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand generate" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l directory -l dir -d 'Folder with the certificates and the database' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l database -d 'Database in another place, as sqlite:PATH' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l listen -d 'Address to listen on [default: 0.0.0.0:8443]' -r
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l name -d 'Host name that devices reach the server by (can be repeated); the first one stands in links' -r
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l resolver -d 'Resolver that is asked about mail domains [default: the machine\'s own]' -r
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l blocklist -d 'Zone of a blocklist that is asked about the hosts that take the mail (may be repeated) [default: none]' -r
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand serve" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand quickstart" -l directory -l dir -d 'Folder with the certificates and the database' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand quickstart" -l listen -d 'Address to listen on; port 0 takes a free one [default: 127.0.0.1:8443]' -r
complete -c custodia-server -n "__fish_custodia_server_using_subcommand quickstart" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand quickstart" -l open -d 'Opens the dashboard in the browser'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand quickstart" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and not __fish_seen_subcommand_from add sign-in-link" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and not __fish_seen_subcommand_from add sign-in-link" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and not __fish_seen_subcommand_from add sign-in-link" -f -a "add" -d 'Adds an administrator, or changes the password, which is read from the terminal or one line of input'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and not __fish_seen_subcommand_from add sign-in-link" -f -a "sign-in-link" -d 'Makes a link that signs an administrator in once, within 10 minutes'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from add" -l directory -l dir -d 'Folder with the certificates and the database' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from add" -l database -d 'Database in another place, as sqlite:PATH' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from add" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from add" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from sign-in-link" -l directory -l dir -d 'Folder with the certificates and the database' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from sign-in-link" -l database -d 'Database in another place, as sqlite:PATH' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from sign-in-link" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand admin; and __fish_seen_subcommand_from sign-in-link" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand enrolment-link" -l directory -l dir -d 'Folder with the certificates and the database' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand enrolment-link" -l database -d 'Database in another place, as sqlite:PATH' -r -F
complete -c custodia-server -n "__fish_custodia_server_using_subcommand enrolment-link" -l label -d 'What to call the device; no names of people or sources' -r
complete -c custodia-server -n "__fish_custodia_server_using_subcommand enrolment-link" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand enrolment-link" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand completions" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand completions" -s h -l help -d 'Shows this help'
complete -c custodia-server -n "__fish_custodia_server_using_subcommand man" -l lang -d 'Language of what is shown: es or en [default: the system\'s]' -r -f -a "es\t''
en\t''"
complete -c custodia-server -n "__fish_custodia_server_using_subcommand man" -s h -l help -d 'Shows this help'
