//! The vocabulary of the `attestation` check.

use jiff::civil::Date;

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};
use crate::value::Version;

words! { Word WORDS {
    /// The institution's data goes over WhatsApp only to those whose work it is.
    WORK_RECIPIENTS = "work-recipients",
    /// Nothing that is handled there goes to anybody outside.
    NO_THIRD_PARTIES = "no-third-parties",
    /// Documents, instructions, corrections and approvals that arrive are kept safe.
    CUSTODY_OF_DOCUMENTS = "custody-of-documents",
    /// The devices linked to the phone's WhatsApp were looked through.
    LINKED_DEVICES_REVIEWED = "linked-devices-reviewed",
    /// Conversations with staff are backed up.
    CONVERSATIONS_BACKED_UP = "conversations-backed-up",
    /// Devices are not left unattended.
    NOT_LEFT_UNATTENDED = "not-left-unattended",
    /// The issued phone has a data plan.
    DATA_PLAN = "data-plan",
    /// The privacy policies of the meeting services were read.
    MEETING_PRIVACY_POLICIES = "meeting-privacy-policies",
    /// The permissions of the meeting applications were looked through.
    MEETING_PERMISSIONS_REVIEWED = "meeting-permissions-reviewed",
    /// Nobody signs in to meetings with a mail account or a social profile.
    NO_SOCIAL_SIGN_IN = "no-social-sign-in",
    /// The meeting's address is sent over secure channels.
    MEETING_ADDRESS_SECURE = "meeting-address-secure",
    /// The microphone is off while not speaking.
    MICROPHONE_OFF = "microphone-off",
    /// Those who are present are those who were invited.
    PARTICIPANTS_CHECKED = "participants-checked",
    /// What will be shown was prepared beforehand.
    SHARED_CONTENT_PREPARED = "shared-content-prepared",
    /// Social accounts collect no confidential data and link to no outside form that does.
    NO_OUTSIDE_FORMS = "no-outside-forms",
    /// Outside providers of surveys are certified.
    SURVEY_PROVIDERS_CERTIFIED = "survey-providers-certified",
    /// Those whose data, image, voice or video is published consented.
    PUBLICATION_CONSENT = "publication-consent",
    /// Recipients and groups are checked before sending.
    RECIPIENTS_CHECKED = "recipients-checked",
    /// Groups, and what is forwarded from them, were looked through.
    GROUPS_REVIEWED = "groups-reviewed",
    /// Members of groups consented to being seen by the others.
    GROUP_MEMBERS_CONSENT = "group-members-consent",
    /// There is no unlawful content in the groups.
    NO_UNLAWFUL_CONTENT = "no-unlawful-content",
    /// Formal notifications do not go over WhatsApp.
    NO_FORMAL_NOTIFICATIONS = "no-formal-notifications",
    /// The institution's mail is kept and classified.
    MAIL_CLASSIFIED = "mail-classified",
    /// It is so.
    YES = "yes",
    /// It is not so.
    NO = "no",
    /// It does not concern this person.
    DOES_NOT_APPLY = "does-not-apply",
    /// It is going to be.
    NOT_YET = "not-yet",
    /// It cannot be done.
    CANNOT = "cannot",
    /// The person asks for help with it.
    NEEDS_HELP = "needs-help",
    /// The person did not know of it.
    DID_NOT_KNOW = "did-not-know",
    /// It is not among the person's duties.
    NOT_MY_FUNCTION = "not-my-function",
    /// Somebody else sees to it.
    ANOTHER_PERSON = "another-person",
    /// The person does not use that application or service.
    NOT_USED = "not-used",
    /// The person has no such account.
    NO_SUCH_ACCOUNT = "no-such-account",
    /// The institution issued no phone.
    NO_PHONE_ISSUED = "no-phone-issued",
}}

/// The questions.
pub const QUESTIONS: &[Word] = &[
    WORK_RECIPIENTS,
    NO_THIRD_PARTIES,
    CUSTODY_OF_DOCUMENTS,
    LINKED_DEVICES_REVIEWED,
    CONVERSATIONS_BACKED_UP,
    NOT_LEFT_UNATTENDED,
    DATA_PLAN,
    MEETING_PRIVACY_POLICIES,
    MEETING_PERMISSIONS_REVIEWED,
    NO_SOCIAL_SIGN_IN,
    MEETING_ADDRESS_SECURE,
    MICROPHONE_OFF,
    PARTICIPANTS_CHECKED,
    SHARED_CONTENT_PREPARED,
    NO_OUTSIDE_FORMS,
    SURVEY_PROVIDERS_CERTIFIED,
    PUBLICATION_CONSENT,
    RECIPIENTS_CHECKED,
    GROUPS_REVIEWED,
    GROUP_MEMBERS_CONSENT,
    NO_UNLAWFUL_CONTENT,
    NO_FORMAL_NOTIFICATIONS,
    MAIL_CLASSIFIED,
];

/// The answers.
pub const ANSWERS: &[Word] = &[YES, NO, DOES_NOT_APPLY];

/// Why an answer may be no.
pub const WHY_NOT: &[Word] = &[NOT_YET, CANNOT, NEEDS_HELP, DID_NOT_KNOW];

/// Why a question may not apply.
pub const WHY_IT_DOES_NOT_APPLY: &[Word] =
    &[NOT_MY_FUNCTION, ANOTHER_PERSON, NOT_USED, NO_SUCH_ACCOUNT, NO_PHONE_ISSUED];

words! { Source SOURCES {
    /// What the person declared to the agent.
    DECLARATION = "declaration",
}}

facts! { FACTS {
    /// Whether there is an answer.
    DECLARED: bool = "attestation.declared",
    /// The question.
    ASKED: Word = "attestation.question",
    /// The answer.
    ANSWER: Word = "attestation.answer",
    /// Why the answer is no, or why the question does not apply.
    WHY: Word = "attestation.why",
    /// The day of the answer, in UTC.
    ANSWERED_ON: Date = "attestation.answered-on",
    /// The last day on which the answer holds by the rule.
    VALID_UNTIL: Date = "attestation.valid-until",
    /// The version of the agent that asked.
    ASKED_BY: Version = "attestation.agent-version",
    /// The day of the check, in UTC; a report has its own time, and would never be unchanged with it.
    LOOKED_ON: Date = "attestation.looked-on" stays_on_the_device,
}}

reasons! { REASONS {
    /// The rule names no question.
    NO_QUESTION = "attestation-no-question" [],
    /// The question was never answered.
    NOT_DECLARED = "attestation-not-declared" ["question"],
    /// The answers could not be read, or are damaged.
    UNREADABLE = "attestation-unreadable" [],
    /// The answer bears a day that is still to come: a clock was wrong.
    IN_THE_FUTURE = "attestation-in-the-future" ["question", "day"],
    /// Declared, and the answer holds.
    DECLARED_YES = "attestation-declared-yes" ["question", "day", "until"],
    /// It was declared, too long ago.
    EXPIRED = "attestation-expired" ["question", "day", "until"],
    /// The person said no.
    DECLARED_NO = "attestation-declared-no" ["question", "day"],
    /// The person said no, and why.
    DECLARED_NO_BECAUSE = "attestation-declared-no-because" ["question", "day", "why"],
    /// The person said that it does not apply, and why.
    NOT_APPLICABLE = "attestation-does-not-apply" ["question", "day", "why"],
}}

words! { RemedyId REMEDIES {
    /// Answer the question.
    ANSWER_IT = "attestation-answer-it",
    /// Make it so, and then answer again.
    MAKE_IT_SO = "attestation-make-it-so",
    /// Put the damaged answers aside and answer again.
    ANSWER_ANEW = "attestation-answer-anew",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_a_question_an_answer_or_why() {
        assert_eq!([QUESTIONS, ANSWERS, WHY_NOT, WHY_IT_DOES_NOT_APPLY].concat(), WORDS);
    }
}
