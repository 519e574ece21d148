//! Text in the rows of long lists.

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
