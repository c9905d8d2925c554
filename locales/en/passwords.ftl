check-passwords = Passwords of official accounts
check-passwords-about = Looks at what was concluded the last time you put the passwords of the official accounts through custodia passwords: whether they are strong and whether any are alike.
check-passwords-blind = It cannot see the passwords: it only knows what you typed that day. Not how many accounts there really are, nor whether a password was changed since or has leaked.

passwords-never = The passwords of the official accounts have not been looked at yet.
passwords-unreadable = What was kept of the last look cannot be read.
passwords-in-the-future = The judgement bears a day that is still to come ({ $day }): a clock was wrong, and it does not count.
passwords-expired = The passwords were looked at on { $day }; that expired on { $until }.
passwords-judged-lower = The passwords were looked at on { $day } by less than what the rule asks for.
passwords-weak = On { $day } at least one password was weak.
passwords-too-alike = On { $day } at least two passwords were alike.
passwords-weak-and-alike = On { $day } at least one password was weak and at least two were alike.
passwords-strong-and-unlike = The { $accounts } passwords looked at on { $day } are strong and unlike each other; valid until { $until }.
passwords-one-strong = The password looked at on { $day } is strong; valid until { $until }.
passwords-no-accounts = On { $day } you declared that no official account is in your hands.

remedy-passwords-look-at-them =
    1. Have the passwords of the official accounts in your hands ready.
    2. Open a terminal and type: custodia passwords
    3. Type them one by one: they are not shown, not kept and never leave this device.
remedy-passwords-change-them =
    1. Change the weak or alike ones at each service: let a password manager make a different, long one for every account.
    2. Then have them looked at again: custodia passwords

source-password-prompt = what was concluded when the passwords were typed

fact-passwords-looked-at = They were looked at
fact-passwords-strong = All are strong
fact-passwords-alike = Some are alike
fact-passwords-accounts = Passwords looked at
fact-passwords-judged-by-score = Score they had to reach
fact-passwords-judged-by-length = Length they had to have
fact-passwords-checked-on = Looked at on
fact-passwords-looked-on = Day of the check

# What custodia passwords asks
passwords-preface = Type the passwords of the official accounts in your hands, one by one. They are not shown, not kept and never leave this device: all that is kept is whether they are strong and whether any are alike. Enter on an empty line ends.
passwords-ask = Password { $number }:
passwords-too-long = It is too long to be looked at (over { $limit } characters). Go on with the next.
passwords-is-strong = Password { $number }: strong
passwords-is-short = Password { $number }: weak, it has fewer than { $length } characters
passwords-is-guessable = Password { $number }: weak, it is guessed in few tries
passwords-are-alike = Passwords { $number } and { $other } are alike
passwords-fine = All in order. Only this outcome was kept, with today's date.
passwords-to-change = Change the weak ones and those that are alike, and have them looked at again. Only this outcome was kept, with today's date.
passwords-nothing-typed = No password was typed; nothing was kept.
passwords-none-kept = Declared: no official account is in your hands.
