check-capture = Camera and microphone
check-capture-about = Camera and microphone.
check-capture-blind = Camera and microphone.
