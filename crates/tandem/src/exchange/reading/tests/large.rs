//! A file of 200 MB takes no more memory than a small one.

use std::io::{self, Read, Seek, SeekFrom};

use super::super::{Table, survey};

/// A file that is nowhere: a header, and one row again and again.
struct Endless {
    header: &'static [u8],
    row: Vec<u8>,
    rows: u64,
    at: u64,
}

impl Endless {
    fn size(&self) -> u64 {
        self.header.len() as u64 + self.rows * self.row.len() as u64
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let header = self.header.len() as u64;
        let rest = match self.at {
            at if at >= self.size() => &[][..],
            at if at < header => &self.header[usize::try_from(at).unwrap()..],
            at => &self.row[usize::try_from((at - header) % self.row.len() as u64).unwrap()..],
        };
        let read = rest.len().min(into.len());
        into[..read].copy_from_slice(&rest[..read]);
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.size().saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

/// The most memory this process had so far, in bytes, where the system tells.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[test]
fn memory_does_not_grow_with_the_file() {
    let row = format!("7,Pause a hold,\"{}\"\n", "while we are away ".repeat(5_000)).into_bytes();
    let rows = 200_000_000 / row.len() as u64;
    let mut file = Endless { header: b"id,title,text\n", row, rows, at: 0 };
    let before = most_memory();
    let survey = survey(&mut file, "board.csv").unwrap();
    assert_eq!((survey.rows, survey.left_out), (rows, 0));
    let mut table = Table::open(file, &survey.format).unwrap();
    assert!(table.next_row().unwrap().is_some());
    if let (Some(before), Some(after)) = (before, most_memory()) {
        assert!(after - before < 32 << 20, "{before} bytes before, {after} after");
    }
}
