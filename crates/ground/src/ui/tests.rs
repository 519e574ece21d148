use maud::{Markup, Render, html};

use super::*;

/// Text that must come out escaped wherever it goes in.
const SLY: &str = "\"><script>alert(1)</script>";

/// Every piece in every shape, drawn with `text` wherever a person's text can go.
fn everything(text: &str) -> Vec<Markup> {
    let choices = [choice("a", text).note(text), choice(text, "B")];
    let person = Avatar { initials: "IO", name: text, role: text, role_mark: Some("manager"), large: true };
    let body = html! {
        (buttons_and_choices(text, &choices)) (fields(text, &choices)) (lists(text, person)) (overlays(text, person))
        (chart(10, 20, text, html! { path.ln d=(path(&[(1.0, 2.0), (3.25, 4.0)])) {} })) (spark(text, &[(1.0, 2.0)], Some(3.0), "good"))
        (pips(1, 1, 2))
    };
    let shell = Shell { side: html! { "side" }, top: crumbs(&[(text, "/")], text), main: body, bottom: html! {} };
    let gate_body = Gate { name: text, title: text, lead: html! { (text) }, wide: true, body: html! { (text) } };
    [ui_shell(&shell), gate(&gate_body)]
        .map(|body| document(&Document { title: text, lang: "en", theme: Theme::Dark, head_meta: html! {}, body }))
        .into()
}

fn ui_shell(parts: &Shell) -> Markup {
    shell(parts)
}

fn buttons_and_choices(text: &str, choices: &[Choice<'_>]) -> Markup {
    html! {
        (button(text).main().icon("check").kbd(text).named("do", text).busy(true).pressed(true))
        (button(text).quiet().only_icon("more").small().disabled(true)) (link_button(text, text).late().disabled(true))
        (button(text).opens("why"))
        (checkbox("c", text).on(true)) (radio("r", text, text)) (toggle("t", text).bare().disabled(true).attr("data-x", text))
        (seg("s", text, choices, "a")) (picks(text, "p", choices, "a"))
        (seg_links(text, &[tab(text, text).current(true)])) (tabs(text, &[tab(text, "/").count(text)]))
        (chip(text).state(State::LATE).icon("clock").small()) (chip(text).href(text)) (count(text)) (count_on(3)) (wait(text, true))
        (icon("x")) (icon_lg("x")) (icon_labelled("x", text)) (dots("vgs", text)) (brand(Some(text))) (kbd(text)) (Text(text))
    }
}

fn fields(text: &str, choices: &[Choice<'_>]) -> Markup {
    html! {
        (field("one", text).value(text).hint(text).beside(count(text)).required().attr("placeholder", text))
        (field("two", text).kind("email").value(text).error(Some(text)).disabled(true))
        (field("three", text).text().value(text).bare()) (field("four", text).select(choices).value("a"))
    }
}

fn lists(text: &str, person: Avatar<'_>) -> Markup {
    let of = |href| Figure { number: html! { (text) }, name: text, href };
    html! {
        (page_head(text, text, text)) (sec_head(text).id("h").count(3).aside(text))
        (rows([
            row(row_text(text, text)).id("r1").lead(wait(text, false)).open(text).walked().on(true),
            row(text).icon("x").end(text).actions(button(text).small()).stackable().gone(true).attr("data-x", text),
        ]))
        (facts([("State", text)])) (figures([of(Some("/")), of(None)]))
        (diff([Change { what: text, before: text, after: "" }])) (steps(&[text, text], 1)) (verdict(text, text))
        (empty(text, text, button(text))) (notice(text).state(State::LATE).icon("lock").action(text)) (skeleton(text, 3))
        (progress(1.0, 3.0, text, Some(State::GOOD))) (progress_open(text))
        (person) (who(&person)) (avatars(text, [person]))
    }
}

fn overlays(text: &str, person: Avatar<'_>) -> Markup {
    let items = html! { (menu_label(text)) (menu_item(text).icon("x").kbd(text).late().on(true).named("a", text))
    (menu_item(text).href(text).disabled(true)) };
    html! {
        (menu(text).quiet().small().end().list(&items)) (menu(text).worded().id("m").list(&items)) (menu(text).chip().list(&items)) (menu_list(text, &items))
        (dialog("d", text).lead(text).posts_to(text).body(text).footer(text).now(true)) (dialog("e", text).body(text))
        (palette("p", text).placeholder(text).list(&items).attr("data-x", text)) (drawer(text, text, text, person))
        (toasts(toast("t", text, button(text).bare())))
    }
}

#[test]
fn text_is_escaped_everywhere() {
    for page in everything(SLY) {
        assert!(!page.0.contains("alert(1)</script>"));
        assert!(page.0.contains("&lt;script&gt;"));
    }
}

#[test]
fn nothing_carries_a_style_or_a_script_of_its_own() {
    for page in everything("text").into_iter().map(|page| page.0) {
        assert!(!page.contains("<style") && !page.contains(" style="), "{page}");
        for script in page.split("<script").skip(1) {
            assert!(script.contains("src=\"/assets/") && script.contains("></script>"), "{script}");
        }
        let handler = page.split(' ').find(|word| word.starts_with("on") && word.contains("=\""));
        assert_eq!(handler, None);
    }
}

#[test]
fn tags_close_in_the_order_they_open() {
    const ALONE: [&str; 5] = ["input", "meta", "link", "hr", "br"];
    for page in everything("text").into_iter().map(|page| page.0) {
        let mut open = Vec::new();
        for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let name = tag.split(' ').next().unwrap();
            match name.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed), "{page}"),
                None if name.starts_with('!') || ALONE.contains(&name) || tag.ends_with('/') => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?} stay open");
    }
}

#[test]
fn error_takes_the_place_of_the_hint_and_is_wired_to_its_field() {
    let amount = field("amount", "Amount").value("21").hint("Up to 13");
    assert_eq!(
        amount.render().0,
        "<div class=\"field\"><label for=\"amount\">Amount</label>\
         <input class=\"input\" id=\"amount\" name=\"amount\" value=\"21\" aria-describedby=\"amount-s\">\
         <small id=\"amount-s\">Up to 13</small></div>"
    );
    let refused = amount.id("a-7").error(Some("More than there are.")).render().0;
    assert!(refused.contains("for=\"a-7\"") && refused.contains("id=\"a-7\" name=\"amount\""));
    assert!(refused.contains("aria-invalid=\"true\" aria-describedby=\"a-7-e\""));
    assert!(refused.contains("<span class=\"error\" id=\"a-7-e\">") && !refused.contains("Up to 13"));
}

#[test]
fn field_without_hint_or_error_describes_nothing() {
    assert!(!field("title", "Title").hint("").render().0.contains("aria-describedby"));
}

#[test]
fn text_field_keeps_the_line_break_it_begins_with() {
    assert!(field("a", "A").text().value("\nb").render().0.contains(">\n\nb</textarea>"));
}

#[test]
fn select_and_segments_show_what_is_chosen() {
    let choices = [choice("", "None"), choice("5", "Five")];
    assert!(
        field("amount", "Amount").select(&choices).value("5").render().0.contains("<option value=\"5\" selected>Five")
    );
    let seg = seg("amount", "Amount", &choices, "").0;
    assert!(seg.contains("value=\"\" checked>None") && seg.contains("value=\"5\">Five"));
}

#[test]
fn choices_of_one_name_have_ids_of_their_own() {
    let drawn =
        html! { (checkbox("all", "All")) (radio("by", "day", "Day")) (seg("by", "By", &[choice("week", "Week")], "")) }
            .0;
    for id in ["all", "by-day", "by-week"] {
        assert!(drawn.contains(&format!(" id=\"{id}\" ")), "{id}: {drawn}");
    }
}

#[test]
fn button_draws_the_markup_of_the_design() {
    assert_eq!(
        button("Send answer").main().kbd("⌘↵").render().0,
        "<button class=\"btn btn-main\" type=\"submit\">Send answer<kbd>⌘↵</kbd></button>"
    );
    let close = button("Close").quiet().only_icon("x").script().render().0;
    assert!(
        close.starts_with(
            "<button class=\"btn btn-quiet btn-icon\" type=\"button\" aria-label=\"Close\"><svg class=\"i\""
        )
    );
    assert!(!close.contains(">Close"));
    assert_eq!(link_button("Open", "/a?b&c").render().0, "<a class=\"btn\" href=\"/a?b&amp;c\">Open</a>");
}

#[test]
fn row_keeps_three_columns_when_something_opens_below_a_lead() {
    let row = row(row_text("Title", "")).lead(wait("2d 4h", true)).open("form").walked().render().0;
    assert!(row.starts_with("<li class=\"row row-lead\" data-row><span class=\"wait\" data-late>"));
    assert!(row.ends_with(
        "<div><div class=\"t\">Title</div></div><div class=\"do\"></div><div class=\"row-open\">form</div></li>"
    ));
}

#[test]
fn dialog_that_posts_is_one_form_around_its_parts() {
    let html = dialog("decide", "Decide?").posts_to("/x").body("why").footer("go").render().0;
    assert_eq!(
        html,
        "<dialog class=\"dialog\" id=\"decide\" aria-labelledby=\"decide-h\"><form id=\"decide-f\" method=\"post\" action=\"/x\">\
         <header><h2 id=\"decide-h\">Decide?</h2></header><div>why</div><footer>go</footer></form></dialog>"
    );
}

#[test]
fn initials_are_those_of_the_first_and_the_last_word() {
    for (name, expected) in
        [("Ines Okafor", "IO"), ("Karel van den Novák", "KN"), ("čeněk", "Č"), ("", ""), ("(ops) Müller", "OM")]
    {
        assert_eq!(initials(name), expected, "{name}");
    }
}

#[test]
fn document_follows_the_system_unless_a_theme_is_chosen() {
    let page = |theme| document(&Document { title: "T", lang: "de", theme, head_meta: html! {}, body: html! {} }).0;
    assert!(page(Theme::System).starts_with("<!DOCTYPE html><html lang=\"de\"><head>"));
    assert!(page(Theme::named("light")).contains("<html lang=\"de\" data-theme=\"light\">"));
}

#[test]
fn path_is_rounded_to_a_tenth() {
    assert_eq!(path(&[(24.0, 8.04), (56.77, 8.0)]), "M24 8L56.8 8");
}
