check-attestation = Declaration
check-attestation-about = Looks at whether you have declared what no program can see, what you answered and whether the answer still holds.
check-attestation-blind = It does not verify what you declare: a declaration is your word, with its date, and is always shown as such.

attestation-no-question = The rule does not say which question has to be answered.
attestation-not-declared = Not declared yet: { $question }.
attestation-unreadable = The declarations that are kept cannot be read.
attestation-in-the-future = The declaration “{ $question }” bears a day that is still to come ({ $day }): a clock was wrong, and it does not count.
attestation-declared-yes = Declared on { $day }, valid until { $until }: { $question }.
attestation-expired = The declaration of { $day } expired on { $until }: { $question }.
attestation-declared-no = On { $day } you declared that it is not so: { $question }.
attestation-declared-no-because = On { $day } you declared that it is not so ({ $why }): { $question }.
attestation-does-not-apply = On { $day } you declared that it does not concern you ({ $why }): { $question }.

remedy-attestation-answer-it = Answer the question, which takes less than a minute: custodia attest
remedy-attestation-make-it-so =
    1. Put in order what the rule asks for, or ask whoever administers the devices for help.
    2. Then answer again: custodia attest
remedy-attestation-answer-anew = Answer again: custodia attest. What is damaged is put aside and not deleted.

source-declaration = what the person declared

fact-attestation-declared = There is an answer
fact-attestation-question = Question
fact-attestation-answer = Answer
fact-attestation-why = Why
fact-attestation-answered-on = Answered on
fact-attestation-valid-until = Valid until
fact-attestation-agent-version = Version of the program that asked
fact-attestation-looked-on = Day of the check

# Questions
word-work-recipients = the institution's data over WhatsApp only with those who make the bulletins
word-no-third-parties = nothing goes to anybody outside the process
word-custody-of-documents = custody of documents, instructions, corrections and approvals
word-linked-devices-reviewed = review of the devices linked to the phone
word-conversations-backed-up = backup of conversations
word-not-left-unattended = devices never left unattended
word-data-plan = data plan of the issued phone
word-meeting-privacy-policies = reading the privacy policies of the meeting services
word-meeting-permissions-reviewed = review of the meeting applications' permissions
word-no-social-sign-in = joining meetings without a mail account or social profile
word-meeting-address-secure = the meeting's link over a secure channel
word-microphone-off = microphone off when not speaking
word-participants-checked = checking that only those invited are present
word-shared-content-prepared = preparing beforehand what will be shown
word-no-outside-forms = official accounts without outside forms that collect data
word-survey-providers-certified = certified survey providers
word-publication-consent = consent of those who appear in what is published
word-recipients-checked = checking the recipient before sending
word-groups-reviewed = review of groups and of what is forwarded
word-group-members-consent = consent of the members of groups
word-no-unlawful-content = groups without unlawful content
word-no-formal-notifications = no formal notification over WhatsApp
word-mail-classified = institutional mail kept and classified

# Answers
word-yes = yes
word-no = no
word-does-not-apply = does not apply
word-not-yet = not yet
word-cannot = I cannot do it
word-needs-help = I need help
word-did-not-know = I did not know
word-not-my-function = it is not my function
word-another-person = somebody else does it
word-not-used = I do not use that application or service
word-no-such-account = I have no such account
word-no-phone-issued = I have no issued phone

# What custodia attest asks
attest-answers = [y] yes   [n] no   [na] does not apply   [Enter] later
attest-again = Type y, n or na, or only Enter to leave it for later.
attest-why = Why
attest-why-not = Why not? Type a number, or only Enter not to say.
attest-why-it-does-not-apply = Why does it not apply? Type a number.
attest-why-again = Type a number from 1 to { $count }.
attest-stored = Declared: { $question }: { $answer }
attest-done = Answers kept: { $answered }. Left to answer: { $left }.
attest-nothing-due = There is nothing to declare now. To see what is declared: custodia attest --list
attest-none = No rule of these policies asks for a declaration.
attest-damaged = what was kept is damaged; it is put aside and not deleted. The questions have to be answered again

# The questions
question-work-recipients = Do you exchange the institution’s data over WhatsApp only with those in charge of the bulletins?
question-no-third-parties = Does what is handled in those conversations stay there, reaching nobody outside the process?
question-custody-of-documents = Do you keep the documents, instructions, corrections and approvals that you receive in a safe place?
question-linked-devices-reviewed = Did you look through WhatsApp’s linked devices on the phone and log out those you do not use?
question-conversations-backed-up = Is there a recent backup of the work conversations on WhatsApp?
question-not-left-unattended = Do you keep phone and computer in sight or locked away, never unattended?
question-data-plan = Does the issued phone have a data plan that works?
question-meeting-privacy-policies = Did you read the privacy policies of the meeting services you use?
question-meeting-permissions-reviewed = Did you look at the permissions of the meeting applications and take away those they do not need?
question-no-social-sign-in = Do you join meetings without using your mail account or a social profile?
question-meeting-address-secure = Do you send the meeting’s link over a secure channel only, and only to those invited?
question-microphone-off = Do you keep the microphone off while you are not speaking?
question-participants-checked = Do you check that only the people who were invited are in the meeting?
question-shared-content-prepared = Do you prepare beforehand what you will show, and close everything else?
question-no-outside-forms = Do the official accounts avoid asking for confidential data and linking to outside forms that collect it?
question-survey-providers-certified = Are outside providers of surveys certified, and do they get only the data needed?
question-publication-consent = Do you have the consent of the people whose data, image, voice or video is published?
question-recipients-checked = Do you check that the recipient or the group is the right one before sending?
question-groups-reviewed = Did you look through the groups in your charge, who is in them and what is forwarded from them?
question-group-members-consent = Did the members of the groups agree to the others seeing their number and profile?
question-no-unlawful-content = Are the groups in your charge free of unlawful content?
question-no-formal-notifications = Do you use WhatsApp for notices only, and never for a formal notification?
question-mail-classified = Do you keep and classify the institution’s mail as official documents?
