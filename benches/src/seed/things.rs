//! What stands around the imported rows: product, people, goals, needs, features, releases, sprints, and what joins them.

use serde_json::{Value, json};

use super::rows::{FEATURES, feature};
use super::words::Dice;
use crate::Result;
use crate::person::{PRODUCT, Person};

const GOALS: usize = 8;
const NEEDS: usize = 60;
const RELEASES: usize = 12;
const SPRINTS: usize = 6;
/// Stories at the top whose criteria are agreed.
const AGREED: usize = 1_000;
/// Actions sent in one list.
const LIST: usize = 200;

/// Everything above the stories.
pub(crate) async fn above(person: &Person) -> Result<()> {
    let product = json!({ "name": "Bench", "key": PRODUCT, "preset": "manager-and-owner", "mode": "scrum",
        "roles": ["product-manager", "product-owner", "developer"] });
    person.act("product.make", &product).await?;
    people(person).await?;
    let mut actions = vec![
        json!({ "action": "vision.set", "title": "Every reader finds the next book before closing time" }),
        json!({ "action": "product.capacity", "of": "sprint", "points": 40 }),
        json!({ "action": "product.capacity", "of": "release", "points": 160 }),
    ];
    for goal in 1..=GOALS {
        let key = format!("G-{goal}");
        actions.push(json!({ "action": "goal.choose", "title": Dice::of(2_000_000 + goal).title() }));
        actions.push(json!({ "action": "goal.set_state", "goal": key, "state": "running" }));
        let title = Dice::of(3_000_000 + goal).title();
        actions.push(json!({ "action": "key_result.add", "goal": key, "title": title, "unit": "%", "start": 10.0, "target": 60.0 }));
    }
    for need in 1..=NEEDS {
        let mut dice = Dice::of(4_000_000 + need);
        let (importance, satisfaction) = (dice.below(10), dice.below(10));
        actions.push(
            json!({ "action": "need.write", "title": dice.title(), "text": dice.sentences(3), "persona": dice.role(),
            "importance": importance.to_string(), "satisfaction": satisfaction.to_string() }),
        );
        actions.push(link(&format!("N-{need}"), "serves", &format!("G-{}", need % GOALS + 1)));
    }
    for number in 1..=FEATURES {
        let serves = format!("N-{}", number % NEEDS + 1);
        let text = Dice::of(5_000_000 + number).sentences(4);
        actions.push(json!({ "action": "feature.define", "title": feature(number), "text": text, "serves": serves }));
    }
    all(person, actions).await
}

/// A dozen people, so that there is somebody to tell.
async fn people(person: &Person) -> Result<()> {
    let roles =
        ["product-owner", "developer", "developer", "developer", "developer", "scrum-master", "business-leader"];
    for (number, role) in roles.iter().cycle().take(12).enumerate() {
        let added = json!({ "name": format!("Member {number}"), "email": format!("member{number}@example.com") });
        let added = person.act("person.add", &added).await?;
        person.act("membership.give", &json!({ "product": PRODUCT, "person": added, "role": role })).await?;
    }
    Ok(())
}

/// What joins the imported rows: a fifth of the requests ask for a need, a feature or a story, the first of each most
/// often; some repeat another; stories ship in releases and stand in sprints; people talk.
pub(crate) async fn below(person: &Person, stories: usize, requests: usize) -> Result<usize> {
    let mut actions = Vec::new();
    for number in 0..RELEASES {
        let day = format!("2027-{:02}-15", number + 1);
        actions.push(json!({ "action": "release.plan", "title": format!("{}.0", number + 1), "day": day }));
    }
    for number in 0..SPRINTS {
        let (starts, ends) = (format!("2027-0{}-01", number + 1), format!("2027-0{}-14", number + 1));
        actions.push(json!({ "action": "sprint.plan", "goal": Dice::of(6_000_000 + number).title(), "starts": starts, "ends": ends, "capacity": "40" }));
    }
    for number in (1..=requests).step_by(5) {
        let mut dice = Dice::of(8_000_000 + number);
        let common = |dice: &mut Dice, end: usize| dice.below(end) * dice.below(end) / end + 1;
        let to = match dice.below(3) {
            0 => format!("N-{}", common(&mut dice, NEEDS)),
            1 => format!("F-{}", common(&mut dice, FEATURES)),
            _ => format!("S-{}", common(&mut dice, stories)),
        };
        actions.push(link(&format!("R-{number}"), "asks for", &to));
    }
    for number in (2..=requests).step_by(100) {
        actions.push(
            json!({ "action": "request.merge", "request": format!("R-{number}"), "into": format!("R-{}", number - 1) }),
        );
    }
    for number in (1..=stories.min(4_000)).filter(|number| number % 10 != 9) {
        actions.push(link(&format!("S-{number}"), "ships in", &format!("RL-{}", number % RELEASES + 1)));
    }
    for number in 1..=2_000 {
        let on = if number % 20 == 0 { "S-1".to_owned() } else { format!("S-{}", number % stories + 1) };
        actions.push(json!({ "action": "comment.write", "thing": on, "body": Dice::of(number).sentences(2) }));
    }
    actions.extend(agreements(person, stories.min(AGREED)).await?);
    let count = actions.len();
    all(person, actions).await?;
    Ok(count)
}

/// Agreement to the criteria of the stories at the top, so that some are ready.
async fn agreements(person: &Person, stories: usize) -> Result<Vec<Value>> {
    let mut actions = Vec::new();
    for number in 1..=stories {
        let page = person.page(&format!("/{PRODUCT}/S-{number}")).await?.text();
        let mut criteria: Vec<&str> =
            page.split("name=\"criterion\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        criteria.sort_unstable();
        criteria.dedup();
        actions.extend(
            criteria
                .iter()
                .map(|criterion| json!({ "action": "criterion.agree", "criterion": criterion, "agreed": true })),
        );
    }
    Ok(actions)
}

fn link(from: &str, kind: &str, to: &str) -> Value {
    json!({ "action": "thread.link", "from": from, "kind": kind, "to": to })
}

async fn all(person: &Person, actions: Vec<Value>) -> Result<()> {
    for list in actions.chunks(LIST) {
        person.act_all(list).await?;
    }
    Ok(())
}
