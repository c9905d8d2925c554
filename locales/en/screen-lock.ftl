check-screen-lock = Screen lock
check-screen-lock-about = Whether the screen locks by itself when nobody uses the device, soon enough, and asks for a password.
check-screen-lock-blind = Cannot see whether you have a good password, nor programs that keep the screen awake without saying so. Nor whether the program that locks really works.

# Reasons
screen-lock-locks = The screen locks after { $idle } without use and needs the password after { $delay } at most.
screen-lock-idle-too-long = The screen locks only after { $idle } without use; { $limit } is the longest allowed.
screen-lock-grace-too-long = After the screen has gone dark it still opens without a password for { $grace }; { $limit } is the longest allowed.
screen-lock-never-idle = The screen never goes dark by itself, so it never locks.
screen-lock-switched-off = Automatic locking is switched off.
screen-lock-disabled = The lock screen is disabled altogether on this device.
screen-lock-no-password = The screen opens again without a password.
screen-lock-account-without-password = This account has no password, so no lock protects it.
screen-lock-logs-in-by-itself = When the device starts, it opens this account without asking for a password. Switch automatic login off in the settings, under Users.
screen-lock-short-passwords = The rules of this device allow passwords of { $length } characters; { $limit } should be the least.
screen-lock-password-fits-none = The password of this account is blocked: a locked screen cannot be opened with it, and somebody may have switched the lock off because of that.
screen-lock-without-session = There is no graphical session here, so there is no screen to lock.
screen-lock-of-another = The screen belongs to somebody else's session. Run the check as the person who uses it.
screen-lock-in-container = This runs inside a container or a subsystem: the screen belongs to the system around it, whose settings cannot be seen from here.
screen-lock-desktop-untold = It could not be told which desktop this session uses, so its screen lock could not be checked.
screen-lock-desktop-unread = The screen lock of this desktop ({ $desktop }) is not read yet.
screen-lock-locker-absent = The settings are in order, but GNOME locks the screen only together with its login manager (GDM), and that could not be found running.
screen-lock-activation-off = An old setting that starts the screen saver is switched off. On this desktop it may keep the screen from locking.
screen-lock-setting-denied = A screen lock setting may not be read.
screen-lock-setting-missing = A screen lock setting is not where it should be.
screen-lock-setting-elsewhere = A screen lock setting is kept in a form or place that cannot be read yet.
screen-lock-setting-failed = A screen lock setting could not be read.
screen-lock-setting-malformed = A file with the screen lock settings is damaged or holds something that makes no sense.
screen-lock-setting-too-large = A file with the screen lock settings is far too large to be right.
screen-lock-open-after-sleep = After sleep, the device opens without a password.
screen-lock-kept-open = A program is asking at this moment that the screen stay open, such as a video or a presentation: until it ends, the screen may not lock by itself.
screen-lock-not-running = Nothing runs that would lock the screen by itself.
screen-lock-locker-untold = The settings are in order, but it could not be told whether the program runs that locks the screen.
screen-lock-command-untold = Whether the screen locks depends on a command that could not be understood.
screen-lock-processes-unseen = The programs of the session could not be seen, and so not whether one of them locks the screen.
screen-lock-by-settings-alone = Judged by the settings alone: no running session could be seen, and so not whether the program runs that locks the screen.
screen-lock-open-after-lid = After the lid was closed, the device opens without a password.

# Remedies
remedy-screen-lock-gnome-settings =
    1. Open Settings, then Privacy & Security, then Screen Lock (in some versions: Privacy, Screen).
    2. Set “Blank Screen Delay” to { $max-idle } or less.
    3. Switch on “Automatic Screen Lock”.
    4. Set “Automatic Screen Lock Delay” to “Screen Turns Off”.
remedy-screen-lock-budgie-settings =
    1. Open Budgie Control Center, then Privacy, then Screen.
    2. Set “Blank Screen Delay” to { $max-idle } or less.
    3. Switch on “Automatic Screen Lock”.
    4. Set “Automatic Screen Lock Delay” to “Screen Turns Off”.
remedy-screen-lock-kde-settings =
    1. Open System Settings, then Screen Locking (in some versions below Security & Privacy, or Workspace Behavior).
    2. Set the screen to lock automatically after { $max-idle } or less, and after waking from sleep.
    3. Set the delay before a password is required to { $max-grace } or less.
    4. Choose Apply.
remedy-screen-lock-xfce-settings =
    1. Open Settings, then Screensaver (if it is missing, install xfce4-screensaver and log in again).
    2. On the Screensaver page, switch on the screensaver and its activation when idle, after { $max-idle } or less.
    3. On the Lock Screen page, switch on the lock screen and locking with the screensaver, after 0 minutes.
    4. In Settings, Power Manager, Security, switch on locking when the system goes to sleep.
remedy-screen-lock-cinnamon-settings =
    1. Open System Settings, then Screensaver.
    2. Set “Delay before starting the screensaver” to { $max-idle } or less.
    3. Switch on “Lock the computer after the screensaver starts” and “Lock the computer when put to sleep”.
    4. Set “Delay before locking” to “Immediately”.
remedy-screen-lock-mate-settings =
    1. Open Control Center, then Screensaver.
    2. Set “Regard the computer as idle after” to { $max-idle } or less.
    3. Switch on “Activate screensaver when computer is idle” and “Lock screen when screensaver is active”.
    4. If that is not enough: in Configuration Editor (dconf), org.mate.screensaver, set lock-delay to 0.
remedy-screen-lock-lxqt-settings =
    1. Open LXQt Configuration Center, then Power Management, then Idle.
    2. Switch on the idleness watcher and choose “Lock screen” after { $max-idle } or less, on mains and on battery.
    3. If there is a Screensaver page (XScreenSaver): switch on “Lock Screen After” there, with 0 minutes.
remedy-screen-lock-cosmic-settings =
    1. Open Settings, then Power & Battery.
    2. Set “Turn off the screen after” to { $max-idle } or less.
remedy-screen-lock-sway-configuration =
    1. Install swayidle and swaylock.
    2. In ~/.config/sway/config, add a line: exec swayidle -w timeout 300 'swaylock -f' before-sleep 'swaylock -f'
    3. Log out and in again. The number is in seconds; { $max-idle } is the longest allowed.
remedy-screen-lock-hyprland-configuration =
    1. Install hypridle and hyprlock.
    2. In ~/.config/hypr/hypridle.conf, add a listener with “timeout = 300” and “on-timeout = hyprlock”.
    3. In ~/.config/hypr/hyprland.conf, add a line: exec-once = hypridle
    4. Log out and in again. The number is in seconds; { $max-idle } is the longest allowed.
remedy-screen-lock-x11-configuration =
    1. Install xss-lock and i3lock.
    2. In the configuration of the window manager, have these two run at the start: “xset s 300” and “xss-lock -- i3lock -n”.
    3. Log out and in again. The number is in seconds; { $max-idle } is the longest allowed.
remedy-screen-lock-ask-administrator = You cannot change this setting yourself: it was set for you. Ask the person who looks after your device to correct it. Until then, lock the screen yourself with { keys-lock-screen } whenever you leave it.
remedy-screen-lock-set-password =
    1. { step-open-own-account }.
    2. { step-change-password }.
remedy-screen-lock-name-the-person = Run the check in the session of the person who uses the screen, or as root with that person's name: sudo custodia check --user NAME
remedy-screen-lock-check-outside = Install the check in the system that shows the screen, and run it there.
remedy-screen-lock-lock-by-hand = Lock the screen yourself with { keys-lock-screen } whenever you leave it, and show this result to the person who looks after your device.

# Words
word-x11 = X11
word-wayland = Wayland
word-no-session = none
word-session-of-another = somebody else's
word-gnome-shell = GNOME Shell
word-gnome-screensaver = gnome-screensaver
word-budgie-screensaver = budgie-screensaver
word-xfce4-screensaver = xfce4-screensaver
word-light-locker = light-locker
word-cinnamon-screensaver = cinnamon-screensaver
word-mate-screensaver = mate-screensaver
word-lxqt-powermanagement = LXQt power management
word-cosmic-idle = cosmic-idle
word-swayidle = swayidle
word-hypridle = hypridle
word-stasis = stasis
word-xautolock = xautolock
word-xidlehook = xidlehook
word-xss-lock = xss-lock
word-xscreensaver = XScreenSaver
word-custom-command = a command of your own
word-no-locker = none
word-session-of-host = that of the system around this one
word-password-set = has one
word-password-empty = has none
word-password-locked = blocked

# Sources
source-dconf-user = your desktop settings (dconf)
source-dconf-system = the institution's desktop settings (dconf)
source-dconf-profile = the list of settings databases (dconf profile)
source-schema-default = the default of the installed desktop
source-documented-default = the default in the documentation
source-kconfig-user = your KDE settings
source-kconfig-system = the institution's KDE settings
source-account-list = the list of accounts
source-shadow-file = the file of passwords (only what kind of entry stands there)
source-accounts-service = the accounts service
source-password-rules = the rules for new passwords
source-login-rules = the rules by which the lock asks for a password
source-login-manager = the settings of the login manager
source-inhibitors = the services that keep count of programs which keep the screen open
source-fprintd = the fingerprint service
source-system-bus = the system's services
source-xfconf-user = your Xfce settings
source-xfconf-system = the institution's Xfce settings
source-lxqt-user = your LXQt settings
source-lxqt-system = the institution's LXQt settings
source-cosmic-user = your COSMIC settings
source-cosmic-system = the institution's COSMIC settings
source-x-server = the X server of the session
source-processes = the programs that run
source-session-configuration = the configuration of your session
source-idle-configuration = the configuration of the program that locks
source-command-line = a command written for the program that locks

# Facts
fact-screen-lock-desktop = Desktop
fact-screen-lock-session = Graphical session
fact-screen-lock-remote = Shown on another machine
fact-screen-lock-lock-enabled = Locks automatically
fact-screen-lock-idle-seconds = Time without use until it locks or goes dark (0: never)
fact-screen-lock-grace-seconds = Time after that without a password
fact-screen-lock-lock-screen-disabled = Lock screen disabled altogether
fact-screen-lock-password-required = Asks for a password
fact-screen-lock-locks-on-suspend = Locks before sleep
fact-screen-lock-idle-activation = Screen saver starts when idle (old setting)
fact-screen-lock-locker-present = Program that the lock needs is running
fact-screen-lock-locks-on-lid = Locks when the lid is closed
fact-screen-lock-locker = Program that locks
fact-screen-lock-password = Password of the account
fact-screen-lock-minimum-length = Shortest password that may be chosen, in characters
fact-screen-lock-automatic-login = Logs in without a password at the start
fact-screen-lock-fingerprint-enrolled = Fingerprint enrolled
fact-screen-lock-earlier-command = A command that is not understood runs earlier
fact-screen-lock-locked = Locked at the moment
fact-screen-lock-idle = Idle at the moment
fact-screen-lock-inhibited = A program keeps the screen open at the moment
