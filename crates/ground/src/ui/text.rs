//! What long pages are drawn with.

use maud::Render;

/// Text that is escaped like any other. Most has nothing to escape, which is seen at a glance; then it is copied as a whole, not
/// sign by sign.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(pub &'a str);

impl Render for Text<'_> {
    fn render_to(&self, buffer: &mut String) {
        let special = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"');
        // All of it is looked at, without an end on the way, many signs at once.
        if self.0.bytes().fold(false, |found, byte| found | special(byte)) {
            self.0.render_to(buffer);
        } else {
            buffer.push_str(self.0);
        }
    }
}

/// Draws nothing, but makes room for so many bytes. At the start of a template that holds a long piece, it keeps what is drawn from
/// being moved again and again while it grows.
#[derive(Clone, Copy, Debug)]
pub struct Room(pub usize);

impl Render for Room {
    fn render_to(&self, buffer: &mut String) {
        buffer.reserve(self.0);
    }
}
