//! The frame around every page: side bar, top bar, toast, palette, and the head that open pages listen with.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::ui::{self, Document, Gate, Shell, Theme};
use ground::web::{Cookie, Failure, FormPairs, Result, Written};
use maud::{Markup, html};

use super::{Signed, Visit, flash};
use crate::app::Place;
use crate::products;
use crate::products::Product;
use crate::roles::rules::Role;
use crate::words::upper_first;

/// A page of a product.
#[derive(Debug, Clone, Default)]
pub struct Page<'a> {
    /// Its title, shown in the tab and at the end of the breadcrumb.
    pub title: &'a str,
    /// The path of the place in the side bar it belongs to; empty is the desk, `-` is none.
    pub place: &'a str,
    /// The breadcrumb between product and title: label and address.
    pub crumbs: Vec<(&'a str, String)>,
    /// What it shows, so that it is told of changes: kinds by code, things by key.
    pub topics: Vec<String>,
    /// The content of `main`, usually `.page`.
    pub body: Markup,
    /// A thing shown over the list, if one is open.
    pub drawer: Markup,
}

impl Visit {
    /// Draws a page of this product.
    pub async fn page(&self, page: Page<'_>) -> Result<Response> {
        let mut tx = self.read().await?;
        let badges = self.badges(&mut tx).await?;
        let products = products::store::of_person(&mut tx, self.who().id, self.who().administrator).await?;
        drop(tx);
        let (side, top) = (self.side(&page, &badges, &products), self.top(&page, &badges));
        let bottom = self.bottom(&page);
        let frame = Shell { side, top, main: page.body, bottom };
        let topics = page.topics.join(" ");
        let meta = html! {
            meta name="tandem-topics" content=(topics);
            meta name="tandem-seq" content=(self.product.seq);
            meta name="tandem-product" content=(self.product.key);
        };
        let title = format!("{} · {} · Tandem", page.title, self.product.name);
        let beside = html! { #drawer-slot { (page.drawer) } (self.palette()) };
        Ok(self.signed.respond(&title, &meta, &ui::shell(&frame), &beside))
    }

    fn side(&self, page: &Page<'_>, badges: &Badges, products: &[Product]) -> Markup {
        html! {
            (self.switcher(products))
            @for (group, places) in groups(self.places()) {
                @if !group.is_empty() { h2 { (group) } }
                ul { @for place in places { li { (self.place(place, page, badges)) } } }
            }
            .me {
                (self.avatar(true))
                a.me-name href="/account" {
                    strong { (self.who().name) }
                    small { (self.worn()) }
                }
                (ui::brand(Some("Tandem")))
            }
        }
    }

    /// What somebody is here, in one line. Of several roles the first says enough, but for the two hats.
    fn worn(&self) -> &'static str {
        if self.has(Role::ProductManager) && self.has(Role::ProductOwner) {
            return "Manager and owner";
        }
        self.main_role().map_or("Administrator", Role::label)
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        self.app().places_of(&self.product)
    }

    fn place(&self, place: &Place, page: &Page<'_>, badges: &Badges) -> Markup {
        let here = (page.place == place.path).then_some("page");
        let badge = badges.0.iter().find(|(path, _)| *path == place.path).map_or(0, |(_, count)| *count);
        html! {
            a href=(self.at(place.path).trim_end_matches('/')) aria-current=[here] data-goto=[(!place.letter.is_empty()).then_some(place.letter)] {
                (ui::icon(place.icon)) (place.name)
                @if badge > 0 {
                    @if place.path.is_empty() { (ui::count_on(capped(badge))) } @else { (ui::count(capped(badge))) }
                }
            }
        }
    }

    fn top(&self, page: &Page<'_>, badges: &Badges) -> Markup {
        let home = format!("/{}", self.product.key);
        // The group of the place leads nowhere itself.
        let group = self.places().find(|place| place.path == page.place).map_or("", |place| place.group);
        let crumbs: Vec<(&str, &str)> = std::iter::once((self.product.name.as_str(), home.as_str()))
            .chain((!group.is_empty()).then_some((group, "")))
            .chain(page.crumbs.iter().map(|(name, address)| (*name, address.as_str())))
            .collect();
        let bell = if badges.1 > 0 { format!("Notices, {} new", badges.1) } else { "Notices".to_owned() };
        html! {
            (ui::crumbs(&crumbs, page.title))
            span.spacer {}
            button.search type="button" data-open="palette" aria-keyshortcuts="Meta+K Control+K" {
                (ui::icon("search")) span { "Search or jump to" } kbd { "⌘K" }
            }
            span.avs.only-wide #(format!("here-{}", self.product.key)) role="group" aria-label="Here now" data-here data-turbo-permanent hidden {}
            a.btn.btn-quiet.btn-icon href=(self.at("notices")) aria-label=(bell) { (ui::icon("bell")) @if badges.1 > 0 { i.dot {} } }
            button.btn.btn-quiet.btn-icon type="button" data-theme-switch aria-label="Switch light and dark" { (ui::icon("theme")) }
        }
    }

    fn bottom(&self, page: &Page<'_>) -> Markup {
        html! {
            @for place in self.places().filter(|place| place.on_phone) {
                a href=(self.at(place.path).trim_end_matches('/')) aria-current=[(page.place == place.path).then_some("page")] {
                    (ui::icon(place.icon)) (place.name)
                }
            }
            a href=(self.at("places")) { (ui::icon("more")) "More" }
        }
    }

    fn palette(&self) -> Markup {
        let list = html! {
            p.label { "Go to" }
            @for place in self.places() {
                a href=(self.at(place.path).trim_end_matches('/')) { (ui::icon(place.icon)) (place.name) }
            }
            p.label { "Do" }
            @for (place, begins) in self.places().filter_map(|place| Some((place, place.begins?))) {
                a href=(format!("{}?new=1", self.at(place.path))) data-key=(begins.key) {
                    (ui::icon("plus")) (begins.label) kbd { (begins.key.to_uppercase()) }
                }
            }
        };
        html! { (ui::palette("palette", "Search or jump to").placeholder("Type a name, a number or a command").attr("data-product", &self.product.key).list(list)) }
    }

    /// The person's picture.
    pub fn avatar(&self, large: bool) -> Markup {
        let initials = ui::initials(&self.who().name);
        let role = self.main_role();
        let avatar = ui::Avatar {
            initials: &initials,
            name: &self.who().name,
            role: role.map_or("administrator", Role::named),
            role_mark: role.and_then(Role::css),
            large,
        };
        html! { (avatar) }
    }

    /// The other products, and what concerns this one as a whole.
    fn switcher(&self, products: &[Product]) -> Markup {
        let here = &self.product;
        html! {
            details.menu.products {
                summary.switch-product {
                    span.product-mark { (ui::icon("book")) } (here.name) (ui::icon("updown"))
                }
                .menu-list {
                    @for product in products {
                        a href=(format!("/{}", product.key)) aria-current=[(product.id == here.id).then_some("true")] {
                            (ui::icon("book")) (product.name)
                        }
                    }
                    hr;
                    a href=(self.at("settings")) { (ui::icon("user")) "Settings of " (here.name) }
                    @if self.who().administrator { a href="/products/new" { (ui::icon("plus")) "New product" } }
                }
            }
        }
    }

    async fn badges(&self, tx: &mut ground::db::Tx) -> Result<Badges> {
        let mut counts = Vec::new();
        for badge in &self.app().badges {
            counts.push((badge.path, (badge.count)(tx, self).await?));
        }
        let bell = crate::notices::store::unread(tx, self.who().id, self.product.id).await?;
        Ok(Badges(counts, bell))
    }
}

/// Counts beside places, and of unread notices.
struct Badges(Vec<(&'static str, i64)>, i64);

fn capped(count: i64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

fn groups<'a>(places: impl Iterator<Item = &'a Place>) -> Vec<(&'static str, Vec<&'a Place>)> {
    let mut groups: Vec<(&'static str, Vec<&Place>)> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some((group, list)) if *group == place.group => list.push(place),
            _ => groups.push((place.group, vec![place])),
        }
    }
    groups
}

impl Signed {
    /// Draws a page outside any product, behind the gate's frame.
    pub fn gate(&self, title: &str, lead: Markup, wide: bool, body: Markup) -> Response {
        let gate = Gate { name: &self.workspace, title, lead, wide, body };
        self.respond(&format!("{title} · Tandem"), &html! {}, &ui::gate(&gate), &html! {})
    }

    /// The document around a body and what lies beside it, with the headers of a page that is this person's alone.
    fn respond(&self, title: &str, meta: &Markup, body: &Markup, beside: &Markup) -> Response {
        let head_meta = html! { meta name="csrf-token" content=(self.who.csrf); (meta) };
        let body = html! { (body) (beside) (self.toasts()) #announce.vh aria-live="polite" {} };
        let head_meta = html! { (head_meta) meta name="turbo-cache-control" content="no-preview"; };
        let document = Document { title, lang: "en", theme: Theme::named(&self.who.theme), head_meta, body };
        let mut response = ui::document(&document).into_response();
        if let Some(kept) = &self.kept {
            *response.status_mut() = kept.failure.status();
            if let Some(seconds) = kept.failure.try_again_in() {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
        }
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        if let Some(etag) = self.etag.as_ref().and_then(|etag| HeaderValue::from_str(&format!("W/\"{etag}\"")).ok()) {
            headers.insert(header::ETAG, etag);
        }
        if self.flash.is_some() {
            let spent = Cookie { name: flash::COOKIE, value: "", max_age: 0, secure: self.app.settings.https() };
            headers.append(header::SET_COOKIE, spent.header());
        }
        response
    }

    fn toasts(&self) -> Markup {
        let general = self.kept.as_ref().and_then(super::Kept::general_error);
        ui::toasts(html! {
            @if let Some(flash) = &self.flash { (self.toast(flash)) }
            @if let Some(error) = general { #toast-refused.toast role="alert" data-seconds="0" { span data-refusal { (error) } } }
        })
    }

    fn toast(&self, flash: &super::Flash) -> Markup {
        let product = self.path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default().to_owned();
        html! {
            .toast #(format!("toast-{}", flash.undo.unwrap_or_default())) data-seconds=(if flash.undo.is_some() { 30 } else { 6 }) {
                span { (flash.said) }
                @if let Some(seq) = flash.undo {
                    form #(format!("undo-{seq}")) action=(format!("/{product}/do/journal.undo")) method="post" data-undo {
                        (self.hidden_fields())
                        input type="hidden" name="seq" value=(seq);
                        button type="submit" aria-keyshortcuts="Meta+Z Control+Z" { "Undo" kbd { "⌘Z" } }
                    }
                }
            }
        }
    }

    /// What every form carries: the session's token and where to come back to.
    pub fn hidden_fields(&self) -> Markup {
        html! {
            input type="hidden" name="csrf" value=(self.who.csrf);
            input type="hidden" name="back" value=(self.path);
        }
    }
}

/// The page of a failure: what happened, what was kept, the way back.
pub fn failure_page(failure: &Failure, written: Option<&Written>) -> Markup {
    let (title, way, label) = match failure.status() {
        StatusCode::NOT_FOUND => ("There is nothing here", "/", "To your desk"),
        StatusCode::INTERNAL_SERVER_ERROR => ("Something broke on our side", "/", "To your desk"),
        StatusCode::SERVICE_UNAVAILABLE => ("Too much at once", "/", "To your desk"),
        StatusCode::TOO_MANY_REQUESTS => ("Wait a little", "/", "To the beginning"),
        StatusCode::UNAUTHORIZED => ("You are not signed in any more", "/sign-in", "Sign in"),
        _ => ("This was not done", "/", "To your desk"),
    };
    let hint = failure.refusal().and_then(|refusal| refusal.hint.clone());
    let said = match failure {
        Failure::SignIn { .. } => "Nothing was changed. Sign in, then do it again.".to_owned(),
        _ => failure.message(),
    };
    let body = html! {
        (ui::notice(html! { span role="alert" data-refusal { (said) @if let Some(hint) = hint { " " (hint) } } }))
        @if let Some(written) = written { (kept(failure, written)) }
        p { a.btn href=(way) { (label) } }
    };
    let gate = ui::gate(&Gate { name: "Tandem", title, lead: html! {}, wide: false, body });
    let document = Document { title, lang: "en", theme: Theme::System, head_meta: html! {}, body: gate };
    ui::document(&document)
}

/// What a form carries beside what a person wrote.
const STEERS: [&str; 5] = ["csrf", "back", "next", "seen", "propose"];

/// What was written: to be sent again where that alone may help, else to be copied.
fn kept(failure: &Failure, written: &Written) -> Markup {
    html! {
        @if failure.try_again_in().is_some() {
            form method="post" action=(written.to) {
                @for (name, value) in written.pairs.pairs() { input type="hidden" name=(name) value=(value); }
                (ui::button("Send it again").main())
            }
        }
        section.stack-s aria-label="What you wrote" {
            p.dim { "Nothing is lost: this is what you wrote. Copy what you still need." }
            @for (name, text) in self::written(&written.pairs) {
                label { (upper_first(name)) textarea.input readonly rows=(text.lines().count().clamp(1, 12)) { (text) } }
            }
        }
    }
}

/// What of a form a person wrote.
pub(super) fn written(pairs: &FormPairs) -> impl Iterator<Item = &(String, String)> {
    pairs.pairs().iter().filter(|(name, text)| !STEERS.contains(&name.as_str()) && !text.is_empty())
}
