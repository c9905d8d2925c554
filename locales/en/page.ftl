# The person's page.

page-title-fail = { $count ->
    [one] There is one thing to do
   *[other] There are { $count } things to do
}
page-lead-fail = { $count ->
    [one] Below it says what it is and how to put it right, step by step.
   *[other] Begin with the first one below: each says how to put it right, step by step.
}
page-title-unknown = It could not be told whether everything is in order
page-lead-unknown = { $count ->
    [one] Nothing that could be checked is wrong, but one thing is not known. Below it says which and why.
   *[other] Nothing that could be checked is wrong, but { $count } things are not known. Below it says which and why.
}
page-title-pass = This device is in order
page-lead-pass = There is nothing for you to do.
page-count-fail = { $count } to do
page-count-unknown = { $count } not known
page-count-exempt = { $count } { $count ->
    [one] exempt
   *[other] exempt
}
page-count-pass = { $count } in order
page-count-not-applicable = { $count } { $count ->
    [one] does not apply
   *[other] do not apply
}
page-when-critical = Do it right now
page-when-high = Do it today
page-when-medium = Do it this week
page-when-low = Do it when you can
page-to-do = What to do, in this order
page-can-do = What you can do
page-untold = What could not be told
page-untold-about = It counts neither as right nor as wrong: here it says why it could not be told.
page-fine = What is in order
page-declared = What you declared
page-declared-about = No program can measure it: what you answered stands.
page-exempt = What the institution allows for the time being
page-not-applicable = What does not apply to this device
page-further = See { $count } more
page-why = Why it is asked
page-asked-by = Asked by
page-sent = What is sent to the institution
page-sent-nothing = Nothing: this device is not enrolled at any endpoint. All that is on this page stays on your device.
page-sent-to = Only what follows, to the endpoint { $endpoint }: results and settings in words of a fixed list; no name, message, file, network or address. The page itself stays on your device.
page-sent-show = See the next report, to the letter
page-sent-report = The report
page-sent-untold = It could not be read whether this device is enrolled at an endpoint. Run custodia status to see what is the matter.
page-made = Checked on { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year } at { $time }
page-policies = Rules it was checked by
page-again = To check again: open “Check my device”, or run custodia check --open
page-opened = The page was opened in your browser.
page-no-display = There is no screen here to open the page on. Open this file in a browser of the device.
page-no-opener = xdg-open, which opens the browser, was not found. Open this file in your browser yourself.
page-not-opened = The browser could not be opened. Open this file in your browser yourself.
page-sandboxed = If your browser (a snap package) cannot read that file: custodia check --format html > ~/check.html, and open that; delete it afterwards.
