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
