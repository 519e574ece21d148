//! The exports of known tools, each in a file of a few rows in its shape.

use super::super::{As, Parts};
use super::{Read, read, read_as};

fn story(file: &Read, at: usize) -> (&str, Option<&str>, Option<&str>, Option<i64>) {
    let draft = &file.drafts[at];
    match &draft.parts {
        Parts::Story(parts) => (draft.title.as_str(), draft.state, parts.kind, parts.points),
        parts => panic!("{parts:?}"),
    }
}

#[test]
fn jira() {
    let csv = "\u{feff}Summary,Issue key,Issue id,Issue Type,Status,Priority,Resolution,Reporter,Created,Resolved,Labels,Labels,Description,Custom field (Story Points),Status Category\n\
        Pause a hold,SH-9,1009,Story,Done,High,Done,Ann,20/Aug/25 12:38 PM,29/Aug/25 7:25 AM,ui,,,5.0,Done\n\
        Printer stuck,SH-8,1008,Bug,Closed,Low,Won't Do,Bob,20/Aug/25 12:38 PM,29/Aug/25 7:25 AM,a,b,\"It\nhangs\",,Done\n\
        New shelf,SH-7,1007,Sub-task,Selected for Development,Low,,Bob,20/Aug/25 12:38 AM,,,,,,To Do\n";
    let file = read("jira.csv", csv);
    assert_eq!((file.mapping.export.as_deref(), file.mapping.rows), (Some("Jira"), As::Stories));
    assert_eq!(story(&file, 0), ("Pause a hold", Some("done"), Some("user story"), Some(5)));
    assert_eq!(story(&file, 1), ("Printer stuck", Some("dropped"), Some("defect"), None));
    assert_eq!(story(&file, 2), ("New shelf", Some("draft"), Some("enabler"), None));
    assert_eq!(file.drafts[0].source_id.as_deref(), Some("SH-9"));
    assert_eq!(file.drafts[1].labels, ["a", "b"]);
    assert!(file.drafts[2].at.unwrap().to_string().starts_with("2025-08-20T00:38"));
    let requests = read_as("jira.csv", csv, Some(As::Requests), &[]);
    let Parts::Request(parts) = &requests.drafts[0].parts else { panic!() };
    assert_eq!((parts.contact.as_deref(), parts.importance), (Some("Ann"), Some(2)));
}

#[test]
fn jiras_answers_one_a_line() {
    let line = r#"{"id":"1","key":"SH-1","fields":{"summary":"Pause a hold","status":{"name":"Resolved"},"resolution":{"name":"Duplicate"},
        "issuetype":{"name":"Improvement"},"created":"2014-01-06T06:22:58.354+0000","labels":["ui"],"fixVersions":[{"name":"1.0"}]},"changelog":{"histories":[{"id":"7"}]}}"#;
    let file = read("jira.jsonl", line.replace('\n', " "));
    assert_eq!(story(&file, 0), ("Pause a hold", Some("dropped"), Some("user story"), None));
    assert_eq!((file.drafts[0].source_id.as_deref(), file.drafts[0].labels.len()), (Some("SH-1"), 1));
}

#[test]
fn linear_and_plane() {
    let linear = "Title,Issue description,Status,Priority,Creator,Labels,Cycle Name,Created,Completed,Archived,Project\n\
        Pause a hold,Say how long,In Progress,none,a@example.org,Fast,,Sun Apr 20 2025 10:17:06 GMT+0000 (GMT),,,Holds\n";
    let file = read("linear.csv", linear);
    assert_eq!(file.mapping.export.as_deref(), Some("Linear"));
    assert_eq!((story(&file, 0).1, file.drafts[0].body.as_str()), (Some("in work"), "Say how long"));
    let plane = "ID,Project,Name,Description,State,Priority,Labels,Cycle Name,Module Name,Created At,Completed At\r\n\
        SH-1,Mobile,Pause a hold,Say how long,Done,urgent,Fast,,Holds,\"Sun, 20 Apr 2025 10:17:06 UTC+0000\",\"Tue, 22 Apr 2025 01:02:18 UTC+0000\"\r\n";
    let file = read("plane.csv", plane);
    assert_eq!((file.mapping.export.as_deref(), story(&file, 0).1), (Some("Plane"), Some("done")));
    assert!(file.drafts[0].notes.is_empty(), "{:?}", file.notes(0));
}

#[test]
fn pivotals_release_markers_are_no_stories() {
    let csv = "Id,Story,Labels,Story Type,Estimate,Current State,Created at,Accepted at,Requested By,Description,URL\n\
        1,Pause a hold,\"\",feature,2,accepted,\"Dec 19, 2011\",\"Jan 1, 2012\",Ann,,http://example.org/1\n\
        2,0.1 The first,\"\",release,,unstarted,\"Dec 19, 2011\",,Ann,,http://example.org/2\n\
        3,Label printer,\"\",chore,,delivered,\"Dec 19, 2011\",,Ann,,http://example.org/3\n";
    let file = read("pivotal.csv", csv);
    assert_eq!(story(&file, 0), ("Pause a hold", Some("done"), Some("user story"), Some(2)));
    assert_eq!(story(&file, 1), ("Label printer", Some("waiting for acceptance"), Some("enabler"), None));
    assert_eq!(file.left_out[0].reason.to_string(), "The source marks it as a release, which is not a story.");
}

#[test]
fn fiders_duplicates_know_their_original() {
    let csv = "number,title,description,created_at,created_by,votes_count,comments_count,status,original_number,original_title,tags\n\
        10,Pause a hold,,2018-03-23T19:33:22Z,Ann,4,2,started,,,\"easy, ui\"\n\
        20,Stop a hold,,2018-01-12T01:46:59Z,Bob,4,2,duplicate,10,Pause a hold,\"one,tag\"\n";
    let file = read("fider.csv", csv);
    assert_eq!((file.mapping.export.as_deref(), file.mapping.rows), (Some("Fider"), As::Requests));
    let Parts::Request(second) = &file.drafts[1].parts else { panic!() };
    assert_eq!((second.duplicate_of.as_deref(), second.votes), (Some("10"), Some(4)));
    assert_eq!(file.drafts[1].labels, ["one,tag"]);
}

#[test]
fn trellos_ids_are_looked_up() {
    let json = r#"{"name":"Board","actions":[{"id":"x"},{"id":"y"},{"id":"z"}],"cards":[
        {"id":"57e92a57eb1aff6b28bf5912","idBoard":"b","idList":"l2","name":"Pause a hold","desc":"Why","pos":8.5,"labels":[{"name":"ui"}],"idMembers":["m"],
         "customFieldItems":[{"idCustomField":"f","value":{"number":"5"}},{"idCustomField":"g","idValue":"o","value":null}],"url":"https://example.org/c"}],
        "lists":[{"id":"l1","name":"To Do"},{"id":"l2","name":"Doing"}],"members":[{"id":"m","fullName":"Ann Bell"}],
        "checklists":[{"id":"c","idCard":"57e92a57eb1aff6b28bf5912","name":"Done when","checkItems":[{"name":"it pauses","state":"complete"}]}],
        "customFields":[{"id":"f","name":"Points"},{"id":"g","name":"Size","options":[{"id":"o","value":{"text":"Large"}}]}]}"#;
    let file = read("board.json", json);
    assert_eq!(story(&file, 0), ("Pause a hold", Some("in work"), None, Some(5)));
    let Parts::Story(parts) = &file.drafts[0].parts else { panic!() };
    assert_eq!(parts.criteria, ["it pauses"]);
    assert!(file.drafts[0].at.unwrap().to_string().starts_with("2016-09-26"));
    let size = file.survey.columns.iter().find(|facts| facts.name == "Size").unwrap();
    assert_eq!(size.samples, ["Large"]);
}

#[test]
fn lists_that_are_no_states_become_labels() {
    let json = r#"{"cards":[{"id":"1","idBoard":"b","idList":"l","name":"Garden","desc":""}],"lists":[{"id":"l","name":"A walk in the park"}]}"#;
    let file = read("board.json", json);
    assert_eq!(file.drafts[0].labels, ["A walk in the park"]);
    assert!(file.drafts[0].notes.is_empty());
}

#[test]
fn gitlab_and_github() {
    let gitlab = r#"[{"id":30,"iid":145,"title":"Pause a hold","description":"Why","state":"closed","created_at":1580339998696,"closed_at":1600682101975,
        "labels":["a","b"],"milestone":{"title":"13.4","state":"closed"},"author":{"name":"Ann","state":"active"},"issue_type":"issue","weight":3,"upvotes":7,
        "web_url":"https://example.org/145"}]"#;
    let file = read("gitlab.json", gitlab);
    assert_eq!(story(&file, 0), ("Pause a hold", Some("done"), Some("user story"), Some(3)));
    assert_eq!(file.drafts[0].link.as_deref(), Some("https://example.org/145"));
    let asked = read_as("gitlab.json", gitlab, Some(As::Requests), &[]);
    let Parts::Request(parts) = &asked.drafts[0].parts else { panic!() };
    assert_eq!((parts.contact.as_deref(), parts.votes), (Some("Ann"), Some(7)));
    let github = r#"[{"id":9,"number":12,"title":"Pause a hold","body":"Why","state":"closed","state_reason":"not_planned","html_url":"https://example.org/12",
        "url":"https://api.example.org/12","created_at":"2020-01-02T03:04:05Z","user":{"login":"ann"},"labels":[{"name":"ui"}],"reactions":{"+1":4,"total_count":9}}]"#;
    let file = read("github.json", github);
    assert_eq!((story(&file, 0).1, file.drafts[0].source_id.as_deref()), (Some("dropped"), Some("12")));
    assert_eq!(file.drafts[0].link.as_deref(), Some("https://example.org/12"));
}
