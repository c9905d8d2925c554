check-download-folders = Download folders
check-download-folders-about = Looks whether other people can read the folders into which documents are downloaded, and whether a cloud service takes them away.
check-download-folders-blind = It cannot see the folder chosen for a single download, which folders a service takes that does not say so, or what is shared over the network.

download-folders-private = What is downloaded can be read by you alone, and does not leave the device.
download-folders-everyone-reads = Every account of this device can read the documents that are downloaded with this: { $folder }.
download-folders-others-read = Other accounts of this device can read the documents that are downloaded with this: { $folder }.
download-folders-synchronised = A service ({ $client }) copies the documents that are downloaded with this to somewhere else: { $folder }.
download-folders-elsewhere = The documents that are downloaded with this: { $folder }, are kept elsewhere: { $storage }.
download-folders-client-unclear = { $client } is on the device, and it could not be told which folders it copies.
download-folders-folder-unclear = It could not be told who can read the documents that are downloaded with this, or where they lie: { $folder }.
download-folders-settings-unclear = It could not be told into which folders programs download.
download-folders-no-folders = There are no browsers and no folder for downloads.

remedy-download-folders-close-folder =
    Close your home folder to the other accounts:
    1. Open the file manager and go to your home folder.
    2. Go up one level, click on your folder with the right button and choose "Properties" and "Permissions".
    3. For "Group" and "Others", choose "None".
    Or, in a terminal: chmod 700 ~
    If downloads are kept outside your home folder, choose a folder inside it in the browser.
remedy-download-folders-leave-the-cloud =
    1. Open the browser's settings and look for "Downloads".
    2. Choose a folder of your device that the cloud service does not copy.
    3. Move there what you have downloaded, and delete it from the cloud, its bin included.
remedy-download-folders-use-own-disk =
    1. Open the browser's settings and look for "Downloads".
    2. Choose a folder inside your home folder, on the device's own disk.
    3. Move there what you have downloaded, and delete it from where it was.
remedy-download-folders-look-together =
    Ask whoever administers the devices to look with you where downloads are kept, who can read them and whether a cloud service copies them.

word-default-folder = the desktop and programs without a folder of their own
word-only-the-person = you alone
word-some-others = other accounts
word-everyone = every account
word-not-synchronised = none
word-dropbox = Dropbox
word-nextcloud = Nextcloud
word-owncloud = ownCloud
word-onedrive = OneDrive
word-syncthing = Syncthing
word-insync = Insync
word-mega = MEGA
word-pcloud = pCloud
word-seafile = Seafile
word-tresorit = Tresorit
word-resilio = Resilio Sync
word-cloud-mount = a cloud that is used as a folder
word-own-disk = the device's own disk
word-removable-disk = a disk or stick that can be taken out
word-another-computer = another computer

source-download-settings = settings for downloads
source-file-permissions = permissions of the folders
source-cloud-settings = settings of cloud services

fact-download-folders-folders = Folders for downloads
fact-download-folders-used-by = Used by
fact-download-folders-readable-by = Can be read by
fact-download-folders-synchronised-by = Copied by
fact-download-folders-kept-on = Kept on
fact-download-folders-unread-client = Service that does not say what it copies
