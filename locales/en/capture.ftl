check-capture = Camera and microphone
check-capture-about = Looks whether something uses the camera or the microphone at this moment without a meeting.
check-capture-blind = It cannot see which meeting it is or what is recorded, nor which program of another person records, nor what happens between one check and the next.

capture-nothing-to-record-with = The device has neither microphone nor camera.
capture-as-expected = Nothing uses the camera or the microphone that should not.
capture-without-meeting = Something uses the microphone or the camera, and no meeting is under way.
capture-not-attributed = Something uses the microphone or the camera, and whether it is a meeting could not be told.
capture-not-told = Whether something uses the microphone or the camera could not be told.
capture-in-use-by = In use: { $device }, by: { $program }
capture-in-use-by-unknown = In use: { $device }; by which program could not be told

remedy-capture-end-recording =
    1. Look at the indicators for microphone and camera in the desktop's bar: they name the program that uses them.
    2. Close that program, or the browser's tab.
    3. If you do not know it, or if the indicator stays on, unplug or cover the camera, say nothing confidential near the device, and tell whoever administers it.
    4. Check again.
remedy-capture-look-at-indicators =
    1. Look whether the desktop shows an indicator for microphone or camera, or whether the camera's light is on.
    2. If you are in a meeting, there is nothing to do: check again when it has ended.
    3. If you are not, close programs and tabs for meetings and check again.
    4. If it stays like this, tell whoever administers the device.

word-microphone = microphone
word-camera = camera
word-meeting-app = meeting or messaging application
word-web-browser = browser
word-recorder = recorder
word-voice-assistant = voice assistant or dictation
word-desktop-meter = the desktop's sound settings
word-sound-server = sound server, for whom is not known
word-other-program = another program

source-sound-cards = sound cards, as the kernel tells
source-camera-devices = cameras, as the kernel tells
source-running-programs = running programs

fact-capture-microphones = Sound cards that can record
fact-capture-cameras = Cameras
fact-capture-microphone-in-use = Microphone in use
fact-capture-camera-in-use = Camera in use
fact-capture-device = Device in use
fact-capture-program = Kind of program that uses it
fact-capture-meeting-app-running = A meeting or messaging application is open
fact-capture-browser-running = A browser is open
