//! The real exports, where they are at hand: `TANDEM_DATA` names the folder. Elsewhere these tests say that they are skipped.

use std::path::{Path, PathBuf};

use super::super::{As, Loss, Parts};
use super::{Read, read, read_as};

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("TANDEM_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: TANDEM_DATA does not name a folder with real exports");
    }
    folder
}

fn file(folder: &Path, name: &str) -> Read {
    let path = folder.join(name);
    read(&path.file_name().unwrap().to_string_lossy(), std::fs::read(&path).unwrap())
}

fn count(file: &Read, loss: Loss) -> usize {
    file.drafts.iter().flat_map(|draft| &draft.notes).filter(|note| note.loss == loss).count()
}

#[test]
fn every_export_is_read_to_its_last_row() {
    let Some(folder) = data() else { return };
    let expected = [
        ("requests/board-100-posts.json", As::Requests, 100, 0),
        ("requests/iris-voted-requests.json", As::Requests, 80, 0),
        ("exports/jira-22-issues.csv", As::Stories, 22, 0),
        ("exports/jira-51-issues-list-view.csv", As::Stories, 51, 0),
        ("exports/linear-17-columns.csv", As::Stories, 1, 0),
        ("exports/pivotal-2015.csv", As::Stories, 9, 3),
        ("exports/fider-posts.csv", As::Requests, 3, 0),
        ("exports/plane.csv", As::Stories, 1, 0),
        ("exports/trello-206-cards.json", As::Stories, 206, 0),
        ("exports/trello-custom-fields.json", As::Stories, 3, 0),
        ("exports/gitlab-rest/5261717.json", As::Stories, 106, 0),
        ("exports/gitlab-rest/734943.json", As::Stories, 121, 0),
        ("flow/two-scrum-projects.csv", As::Stories, 4123, 0),
        ("flow/jira-rest-apache.jsonl", As::Stories, 496, 0),
        ("flow/jira-rest-duracloud.jsonl", As::Stories, 739, 0),
        ("duplicates/hadoop_bugs.csv", As::Stories, 2503, 0),
        ("story-quality/ustai-odd.csv", As::Stories, 630, 0),
    ];
    for (name, rows, drafts, left_out) in expected {
        let file = file(&folder, name);
        assert_eq!((file.mapping.rows, file.drafts.len(), file.left_out.len()), (rows, drafts, left_out), "{name}");
        assert_eq!(count(&file, Loss::NotADate), 0, "{name}");
        assert!(file.drafts.iter().all(|draft| !draft.title.contains('\u{fffd}')), "{name}");
    }
}

#[test]
fn every_story_of_the_ten_backlogs_has_role_and_means() {
    let Some(folder) = data() else { return };
    // One raw line has its prefix and nothing behind it.
    for (sub, empty) in [("stories", 0), ("stories/raw", 1)] {
        let (mut stories, mut whole, mut left_out) = (0, 0, 0);
        for entry in std::fs::read_dir(folder.join(sub)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ext| ext != "txt") {
                continue;
            }
            let file = read(&path.file_name().unwrap().to_string_lossy(), std::fs::read(&path).unwrap());
            assert_eq!(file.mapping.rows, As::Stories, "{path:?}");
            stories += file.drafts.len();
            left_out += file.left_out.len();
            let parts = file.drafts.iter().map(|draft| &draft.parts);
            whole += parts.filter(|p| matches!(p, Parts::Story(s) if s.role.is_some() && s.means.is_some())).count();
        }
        assert_eq!((stories, whole, left_out), (671, 671, empty), "{sub}");
    }
}

#[test]
fn known_oddities_are_told() {
    let Some(folder) = data() else { return };
    assert_eq!(count(&file(&folder, "flow/two-scrum-projects.csv"), Loss::FinishedBeforeCreated), 1662);
    assert_eq!(count(&file(&folder, "duplicates/hadoop_bugs.csv"), Loss::StateNarrowed), 151);
    let iris = file(&folder, "requests/iris-voted-requests.json");
    assert!(iris.drafts.iter().all(|draft| draft.link.is_some() && draft.source_id.is_some()));
    let jira =
        read_as("jira.csv", std::fs::read(folder.join("exports/jira-22-issues.csv")).unwrap(), Some(As::Requests), &[]);
    assert_eq!(jira.drafts.len(), 22);
}
