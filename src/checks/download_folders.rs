//! `download-folders`: folders of downloads are nobody else's and leave the device to no cloud.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::download_folders::{ALLOW_GROUP, ALLOWED_CLOUDS, STORAGE};
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::download_folders as words;
use custodia_core::vocabulary::{RemedyId, Word, common};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct DownloadFolders;

impl Check for DownloadFolders {
    fn id(&self) -> CheckId {
        CheckId::DownloadFolders
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::download_folders(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        let folders = folders(facts);
        let faults = folders.iter().flat_map(|folder| folder.faults(rule));
        let faults: Vec<(Reason, RemedyId)> = faults.collect();
        if let [(reason, remedy), others @ ..] = &faults[..] {
            let verdict = Verdict::fail(reason.clone(), *remedy);
            return others.iter().fold(verdict, |verdict, (other, _)| verdict.finding(other.clone()));
        }
        let unclear = |reason: Reason| Verdict::unknown(reason).remedy(words::LOOK_TOGETHER);
        let Some(count) = facts.value(words::FOLDERS) else {
            return unclear(words::SETTINGS_UNCLEAR.reason());
        };
        if count == 0 {
            return Verdict::not_applicable(words::NO_FOLDERS.reason());
        }
        if folders.len() as u64 != count || folders.iter().any(|folder| folder.used_by.is_none()) {
            return unclear(words::SETTINGS_UNCLEAR.reason());
        }
        if let Some(folder) = folders.iter().find(|folder| !folder.is_told()) {
            return unclear(words::FOLDER_UNCLEAR.with([folder.name().into()]));
        }
        let allowed = ALLOWED_CLOUDS.of(rule);
        for item in facts.items() {
            match facts.get_item(item, words::UNREAD_CLIENT).map(custodia_core::fact::Fact::into_value) {
                None => {}
                Some(None) => return unclear(words::SETTINGS_UNCLEAR.reason()),
                Some(Some(client)) if allowed.contains(&client) => {}
                Some(Some(client)) => return unclear(words::CLIENT_UNCLEAR.with([client.into()])),
            }
        }
        Verdict::pass(words::PRIVATE.reason())
    }
}

/// What was read of one folder.
struct Folder {
    used_by: Option<Word>,
    readable_by: Option<Word>,
    synchronised_by: Option<Word>,
    kept_on: Option<Word>,
}

impl Folder {
    fn name(&self) -> Word {
        self.used_by.unwrap_or(words::DEFAULT_FOLDER)
    }

    fn is_told(&self) -> bool {
        self.readable_by.is_some() && self.synchronised_by.is_some() && self.kept_on.is_some()
    }

    /// What is wrong with it, the gravest first.
    fn faults(&self, rule: &Rule) -> Vec<(Reason, RemedyId)> {
        let name = self.name();
        let mut faults = Vec::new();
        match self.readable_by {
            Some(words::EVERYONE) => {
                faults.push((words::EVERYONE_READS.with([name.into()]), words::CLOSE_FOLDER));
            }
            Some(words::SOME_OTHERS) if !ALLOW_GROUP.of(rule) => {
                faults.push((words::OTHERS_READ.with([name.into()]), words::CLOSE_FOLDER));
            }
            Some(_) | None => {}
        }
        if let Some(client) = self.synchronised_by
            && client != words::NOT_SYNCHRONISED
            && !ALLOWED_CLOUDS.of(rule).contains(&client)
        {
            let reason = words::SYNCHRONISED.with([name.into(), client.into()]);
            faults.push((reason, words::LEAVE_THE_CLOUD));
        }
        if let Some(storage) = self.kept_on
            && !STORAGE.of(rule).contains(&storage)
        {
            faults.push((words::ELSEWHERE.with([name.into(), storage.into()]), words::USE_OWN_DISK));
        }
        faults
    }
}

fn folders(facts: &Facts) -> Vec<Folder> {
    let is_folder = |item: &u16| facts.get_item(*item, words::USED_BY).is_some();
    let folder = |item| Folder {
        used_by: facts.value_item(item, words::USED_BY),
        readable_by: facts.value_item(item, words::READABLE_BY),
        synchronised_by: facts.value_item(item, words::SYNCHRONISED_BY),
        kept_on: facts.value_item(item, words::KEPT_ON),
    };
    facts.items().into_iter().filter(is_folder).map(folder).collect()
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::{Cause, Evidence, Fact};
    use custodia_core::policy::ParameterValue;
    use custodia_core::verdict::Status;

    use super::*;

    fn facts(readable: Option<Word>, client: Word, storage: Word) -> Facts {
        let read = |word| Fact::known(word, Evidence::live(words::DOWNLOAD_SETTINGS));
        let mut facts = Facts::new();
        facts.put(words::FOLDERS, Fact::known(1, Evidence::live(words::DOWNLOAD_SETTINGS)));
        facts.put_item(0, words::USED_BY, read(words::DEFAULT_FOLDER));
        let unknown = Fact::unknown(Cause::Denied, words::FILE_PERMISSIONS);
        facts.put_item(0, words::READABLE_BY, readable.map_or(unknown, read));
        facts.put_item(0, words::SYNCHRONISED_BY, read(client));
        facts.put_item(0, words::KEPT_ON, read(storage));
        facts
    }

    fn outcome(facts: &Facts, parameters: &[(&'static str, ParameterValue)]) -> (Status, &'static str) {
        let rule = Rule::for_check(CheckId::DownloadFolders, parameters.iter().cloned());
        let verdict = DownloadFolders.evaluate(facts, &rule);
        (verdict.status, verdict.reason.id())
    }

    #[test]
    fn whoever_reads_it_and_whatever_takes_it_decides() {
        let own = Some(words::ONLY_THE_PERSON);
        let (none, disk) = (words::NOT_SYNCHRONISED, words::OWN_DISK);
        let cases = [
            (facts(own, none, disk), Status::Pass, "download-folders-private"),
            (facts(Some(words::EVERYONE), none, disk), Status::Fail, "download-folders-everyone-reads"),
            (facts(Some(words::SOME_OTHERS), none, disk), Status::Fail, "download-folders-others-read"),
            (facts(own, words::DROPBOX, disk), Status::Fail, "download-folders-synchronised"),
            (facts(None, words::DROPBOX, disk), Status::Fail, "download-folders-synchronised"),
            (facts(own, none, words::REMOVABLE_DISK), Status::Fail, "download-folders-elsewhere"),
            (facts(None, none, disk), Status::Unknown, "download-folders-folder-unclear"),
        ];
        for (facts, status, reason) in cases {
            assert_eq!(outcome(&facts, &[]), (status, reason), "{facts:?}");
        }
    }

    #[test]
    fn a_rule_may_allow_a_group_a_cloud_and_a_disk() {
        let group = facts(Some(words::SOME_OTHERS), words::NEXTCLOUD, words::ANOTHER_COMPUTER);
        let allowed = [
            ("allow-group", ParameterValue::Boolean(true)),
            ("allowed-clouds", ParameterValue::Words(vec![words::NEXTCLOUD])),
            ("storage", ParameterValue::Words(vec![words::OWN_DISK, words::ANOTHER_COMPUTER])),
        ];

        assert_eq!(outcome(&group, &allowed).0, Status::Pass);
        for missing in 0..allowed.len() {
            let mut fewer = allowed.to_vec();
            fewer.remove(missing);
            assert_eq!(outcome(&group, &fewer).0, Status::Fail);
        }
    }

    #[test]
    fn a_client_that_does_not_tell_its_folders_is_unknown() {
        let mut unread = facts(Some(words::ONLY_THE_PERSON), words::NOT_SYNCHRONISED, words::OWN_DISK);
        let client = Fact::known(words::MEGA, Evidence::live(words::CLOUD_SETTINGS));
        unread.put_item(1, words::UNREAD_CLIENT, client);
        let allowed = [("allowed-clouds", ParameterValue::Words(vec![words::MEGA]))];

        assert_eq!(outcome(&unread, &[]), (Status::Unknown, "download-folders-client-unclear"));
        assert_eq!(outcome(&unread, &allowed).0, Status::Pass);
    }
}
