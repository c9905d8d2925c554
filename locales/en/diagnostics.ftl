# What is wrong with a policy file; the code after `diagnostic-` is the one in custodia_core::policy.

diagnostic-too-large = the file is larger than { $limit } bytes
    .hint = a policy is a short text: is this the right file?
diagnostic-syntax = not valid TOML: { $message }
    .hint = look at quotes, equals signs and brackets at that place
diagnostic-format = format { $format } is that of a later version of Custodia
    .hint = update Custodia, or use format = 1
diagnostic-identifier = an identifier has lower-case letters, digits and single hyphens, at most 64
    .hint = for example: press-office
diagnostic-no-rules = the policy has no rule
    .hint = add a table, for example [rule.screen-lock]
diagnostic-unknown-check = there is no check { $name }
    .hint = there are: { $known }
diagnostic-unknown-key = there is no key { $name }
    .hint = here you can use: { $known }
diagnostic-unknown-word = { $name } is not one of the possible values
    .hint = there are: { $known }
diagnostic-missing-key = the key { $name } is missing
    .hint = add it to this table
diagnostic-no-platforms = the rule is for no system
    .hint = leave the key platforms out to make it hold on all
diagnostic-empty-list = the list is empty: nothing meets it
    .hint = leave the key out to use the default
diagnostic-empty = the text is empty
    .hint = write the text, or leave the key out if it is not required
diagnostic-repeated = this value is in the list already
    .hint = leave the repeated one out
diagnostic-duration = not a duration
    .hint = a number and a unit: 90s, 5m, 8h or 30d
diagnostic-network-id = not the id of a network
    .hint = made, in the network that is approved, by: custodia policy network-id
diagnostic-network-salts = the ids have more than { $limit } different salts, and each costs time in every check
    .hint = make them with the same salt: custodia policy network-id --policy FILE
diagnostic-no-networks = the list approves no network
    .hint = leave the key out so that all of an allowed class count
diagnostic-date = not a date
    .hint = year, month and day: 2026-11-21
diagnostic-out-of-range = the value must be between { $min } and { $max }
    .hint = outside of these limits the rule would make no sense
diagnostic-type = expected { $expected ->
        [table] a table
        [string] a text in quotes
        [array] a list
        [integer] a whole number
        [boolean] true or false
        [duration] a duration in quotes
       *[other] another type of value
    }, found { $found ->
        [table] a table
        [string] a text
        [array] a list
        [integer] a whole number
        [float] a decimal number
        [boolean] true or false
        [datetime] a date
       *[other] something else
    }
    .hint = { $expected ->
        [duration] for example: "5m"
        [table] for example: {"{"} es = "…", en = "…" {"}"}
       *[other] see: custodia policy schema
    }
diagnostic-suggestion = did you mean { $suggestion }?
diagnostic-control = not the id of a control
    .hint = two capital letters, a hyphen and a number, as in "CM-7"
diagnostic-domain = not a domain
diagnostic-digest = not a SHA-256 digest, written sha256: and 64 lower-case hexadecimal digits
    .hint = in lower case and without an at sign, as in "press.example"
diagnostic-version = not a version
    .hint = numbers with dots between them, as in "6.2.0"
diagnostic-waiver-expired = the waiver ended on { $expires } and holds no longer
    .hint = remove it, or have it approved anew
diagnostic-waiver-ends-soon = the waiver ends within { $limit } days, on { $expires }
    .hint = meet the rule by then, or have it approved anew
diagnostic-waiver-too-long = the waiver lasts longer than { $limit } days, up to { $expires }
    .hint = a waiver is for a time: set a day at which somebody looks at it again
diagnostic-waiver-no-rule = the waiver matches no rule: there is no { $name } in this policy
    .hint = write the rule's own name, without the policy's: rule = "screen-lock"
diagnostic-waiver-no-platform = the waiver matches nothing: the rule is for none of its systems
    .hint = leave the key platforms out to make it hold on all
