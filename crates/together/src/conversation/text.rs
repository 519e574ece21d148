//! People's words as a page: Markdown, cleaned of everything that is not text.

use std::sync::LazyLock;

use ammonia::Builder;
use comrak::Options;
use maud::{Markup, PreEscaped};

/// Markdown as safe markup: links, lists, emphasis, code, task boxes; no images from elsewhere, no HTML of their own.
pub fn markdown(text: &str) -> Markup {
    static CLEAN: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut builder = Builder::default();
        builder
            .rm_tags(["img", "style"])
            .add_tags(["input"])
            .add_tag_attributes("input", ["type", "checked", "disabled"]);
        builder.link_rel(Some("noopener noreferrer nofollow")).url_schemes(["http", "https", "mailto"].into());
        builder
    });
    let html = comrak::markdown_to_html(text, &options());
    PreEscaped(CLEAN.clean(&html).to_string())
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.render.hardbreaks = true;
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_drops_what_could_run() {
        let html =
            markdown("**bold** <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>").0;
        assert!(html.contains("<strong>bold</strong>"));
        for bad in ["<script", "javascript:", "onerror", "<img"] {
            assert!(!html.contains(bad), "{bad} in {html}");
        }
    }

    #[test]
    fn keeps_task_boxes() {
        assert!(markdown("- [x] done").0.contains("checked"));
    }
}
