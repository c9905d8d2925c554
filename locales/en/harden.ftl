# What `custodia harden` says.

harden-would-change = Nothing was changed. { $count ->
    [one] This one setting would be:
   *[other] These { $count } settings would be:
}
harden-will-change = { $count ->
    [one] One setting is to be changed, if you agree:
   *[other] { $count } settings are to be changed, one by one, if you agree:
}
harden-nothing-to-change = There is no setting to change.
harden-not-set = not set
harden-in-force = in force: { $value }
harden-never = never
harden-of-type = a value of type { $kind }
harden-asked-by = asked for by { $rules }
harden-asked-by-you = asked for by you
harden-ask = Change it? [y/N]
harden-ask-undo = Put the earlier values back? [y/N]
harden-ask-changed-since = { $place } was changed since, to { $value }. Put the earlier value back all the same? [y/N]
harden-ask-open = Open WhatsApp Web in your browser? [y/N]
harden-ask-logged-out = Press Enter once you have logged out:
harden-open-failed = The browser could not be opened: go to https://web.whatsapp.com/ by hand.
harden-not-asked = Left as it is.
harden-done = Changed; read back and in force.
harden-done-next-login = Changed; it holds from the next login.
harden-cannot = What can't be set from here
harden-by-hand = Left to do by hand
harden-again = Checked again
harden-restored = Put back: { $value }
harden-was-back = What was there before stands there already.
harden-left-alone = You changed it since: left as it is.
harden-nothing-changed = Custodia has changed no settings here, or all of them were put back.
harden-unconfirmed = stopped halfway: it may have been changed or not
harden-undo-hint = To put the earlier values back: custodia harden undo
hint-harden-damaged = the earlier values stand in that file: put them back by hand in the desktop's settings, then move the file away
status-hardened = { $count ->
    [one] { $count } setting was changed: custodia harden status
   *[other] { $count } settings were changed: custodia harden status
}

harden-measure-lock-screen = Have a lock screen
harden-measure-lock = Lock the screen by itself
harden-measure-activation = Let being idle start the screen saver
harden-measure-presentation = End the presentation mode that keeps the screen open
harden-measure-idle = Lock after { $time } without use
harden-measure-grace = Ask for the password at the latest { $time } after that
harden-measure-password = Ask for the password when it is locked
harden-measure-suspend = Lock before the device sleeps
harden-measure-lid = Lock when the lid is closed
harden-measure-notifications = Show no notifications on the lock screen
harden-measure-camera = Let no program use the camera
harden-measure-microphone = Let no program use the microphone

harden-obstacle-platform = Nothing can be set from here yet on this system.
harden-obstacle-no-session = There is no graphical session here: nothing was changed. Run it in the session of the person who uses the device.
harden-obstacle-of-another = The session on the screen belongs to somebody else: nothing was changed. They have to run it themselves, without sudo.
harden-obstacle-container = This is the inside of a container or of another system: nothing was changed. Run it in the system whose screen it is.
harden-obstacle-desktop-untold = It can't be told which desktop this is: nothing was changed.
harden-obstacle-home-of-another = The home folder belongs to somebody else: nothing was changed. Its owner has to run it, without sudo.

harden-trouble-enforced = Your institution enforces this value; you can't change it.
harden-trouble-immutable = The file itself marks this value as not to be changed ([$i]). Take the mark away if you set it.
harden-trouble-unread = What stands there can't be read, so it was not changed.
harden-trouble-too-coarse = The desktop counts in longer units than the rule asks for; it has no value that is short enough.
harden-trouble-no-service = The desktop's own settings service can't be reached from here. Log in to the desktop and run it in a terminal there.
harden-trouble-not-owned = The file belongs to somebody else.
harden-trouble-failed = It could not be changed; what was there before stands there.
harden-trouble-not-taken = It did not come into force; what was there before was put back.
harden-trouble-not-restored = What was there before could not be put back. Try again: custodia harden undo

harden-guide-administrator-dconf =
    A value that is locked, changed by an administrator:
    1. Look which file below /etc/dconf/db names the setting: grep -r NAME /etc/dconf/db
    2. Give it the value that the rule asks for there, in the folder whose name ends in .d, and leave the lock.
    3. Run: sudo dconf update
    4. Log out and in again.
harden-guide-administrator-kconfig =
    A value that is locked, changed by an administrator:
    1. Open /etc/xdg/kscreenlockerrc, where the key, its group or the file has the mark [$i].
    2. Give the key the value that the rule asks for, and leave the mark.
    3. Log out and in again.
harden-guide-administrator-xfconf =
    A value that is locked, changed by an administrator:
    1. Open the channel's file in /etc/xdg/xfce4/xfconf/xfce-perchannel-xml, where it says locked.
    2. Give the property the value that the rule asks for, and leave the lock.
    3. Log out and in again.
harden-guide-automatic-login-gdm =
    Automatic login, switched off by an administrator:
    1. Open { $family ->
        [debian] /etc/gdm3/daemon.conf
       *[other] /etc/gdm/custom.conf
    } as root.
    2. In the part [daemon], write AutomaticLoginEnable=false and TimedLoginEnable=false.
    3. Start the device anew: it has to ask for the password.
harden-guide-automatic-login-sddm =
    Automatic login, switched off by an administrator:
    1. Look where it is set: grep -rn -A3 Autologin /etc/sddm.conf /etc/sddm.conf.d
    2. In the part [Autologin] there, leave User= without a name.
    3. Start the device anew: it has to ask for the password.
harden-guide-automatic-login-lightdm =
    Automatic login, switched off by an administrator:
    1. Look where it is set: grep -rn autologin-user /etc/lightdm (or /etc/sddm.conf, or /etc/gdm3, whichever greets you)
    2. Put a # before the line autologin-user=.
    3. Start the device anew: it has to ask for the password.
harden-guide-password-length =
    Longer passwords, asked for by an administrator:
    1. Install { $family ->
        [debian] the package libpam-pwquality: sudo apt install libpam-pwquality
        [fedora] the package libpwquality, which is there as a rule
       *[other] libpwquality, and name pam_pwquality.so in the password rules below /etc/pam.d
    }.
    2. In /etc/security/pwquality.conf, write minlen = and the length that the rule asks for.
    3. Only on a system without PAM: PASS_MIN_LEN in /etc/login.defs.
harden-guide-camera =
    This desktop has no switch for the camera. Cover it, or use the switch or key on the device itself.
harden-guide-microphone =
    This desktop has no switch for the microphone:
    1. Open the sound settings and look for the input.
    2. Mute it there; it stays muted until you unmute it.
    3. Unmute it only while you speak.
harden-guide-whatsapp-web =
    A WhatsApp Web session that stays linked. Nothing is deleted for you; log it out yourself, either way:
    1. On the phone: WhatsApp, Settings, Linked devices; touch the browser of this computer and then Log out.
    2. In the browser: https://web.whatsapp.com/, the menu with three dots, Log out.
