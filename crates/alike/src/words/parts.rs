//! The words within an identifier.

/// The parts of two letters or more, when there are several: `getFileStatus` has three, `HDFSClient` two, `utf8` one beside its
/// digit. Only ASCII, as identifiers are.
pub(super) fn parts(run: &str) -> Vec<&str> {
    let bytes = run.as_bytes();
    let mut starts = vec![0];
    starts.extend((1..bytes.len()).filter(|at| is_start(bytes, *at)));
    if !run.is_ascii() || starts.len() == 1 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([run.len()]);
    starts.iter().zip(ends).map(|(start, end)| &run[*start..end]).filter(|part| part.len() > 1).collect()
}

fn is_start(bytes: &[u8], at: usize) -> bool {
    let (before, here, next) = (bytes[at - 1], bytes[at], bytes.get(at + 1));
    before.is_ascii_digit() != here.is_ascii_digit()
        || here.is_ascii_uppercase() && (before.is_ascii_lowercase() || next.is_some_and(u8::is_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_start_where_case_or_kind_changes() {
        assert_eq!(parts("getFileStatus"), ["get", "File", "Status"]);
        assert_eq!(parts("HDFSClient"), ["HDFS", "Client"]);
        assert_eq!(parts("log4j2"), ["log"]);
        assert!(parts("plain").is_empty());
        assert!(parts("Plain").is_empty());
        assert!(parts("").is_empty());
        assert!(parts("größeÄndern").is_empty());
    }
}
