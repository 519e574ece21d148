//! Bytes in whatever encoding → UTF-8, as a stream.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

const CHUNK: usize = 64 << 10;
/// Enough text that is not ASCII to tell one old encoding from another.
const ENOUGH_TO_GUESS: usize = 1 << 20;

/// How large the file is, and how its characters are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Encoded {
    pub(super) encoding: &'static Encoding,
    pub(super) bytes: u64,
}

/// Looks at every byte: what is not ASCII may come late in a file.
pub(super) fn detect<R: Read + Seek>(source: &mut R) -> io::Result<Encoded> {
    source.seek(SeekFrom::Start(0))?;
    let mut tally = Utf8Tally::default();
    let mut marked = None;
    let mut bytes = 0_u64;
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = fill(source, &mut chunk)?;
        if bytes == 0 {
            marked = Encoding::for_bom(&chunk[..read]).map(|(e, _)| e).or_else(|| unmarked_utf16(&chunk[..read]));
        }
        bytes += read as u64;
        tally.feed(&chunk[..read]);
        if read < CHUNK {
            break;
        }
    }
    let encoding = match marked {
        Some(encoding) => encoding,
        None if tally.is_utf8() => UTF_8,
        None => guess_old(source)?,
    };
    source.seek(SeekFrom::Start(0))?;
    Ok(Encoded { encoding, bytes })
}

/// Two-byte text without a mark: every second byte is zero.
fn unmarked_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if half < 2 => None,
        () if odd * 10 > half * 7 && even * 10 < half => Some(UTF_16LE),
        () if even * 10 > half * 7 && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

fn guess_old<R: Read + Seek>(source: &mut R) -> io::Result<&'static Encoding> {
    source.seek(SeekFrom::Start(0))?;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut chunk = vec![0; CHUNK];
    let mut fed = 0;
    while fed < ENOUGH_TO_GUESS {
        let read = fill(source, &mut chunk)?;
        if !chunk[..read].is_ascii() {
            detector.feed(&chunk[..read], false);
            fed += read;
        }
        if read < CHUNK {
            break;
        }
    }
    detector.feed(&[], true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

fn fill<R: Read>(source: &mut R, chunk: &mut [u8]) -> io::Result<usize> {
    let mut at = 0;
    while at < chunk.len() {
        match source.read(&mut chunk[at..]) {
            Ok(0) => break,
            Ok(read) => at += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(at)
}

/// Counts sequences that only UTF-8 would have, and those it would not.
#[derive(Default)]
struct Utf8Tally {
    carry: Vec<u8>,
    good: u64,
    bad: u64,
}

impl Utf8Tally {
    fn feed(&mut self, chunk: &[u8]) {
        if self.carry.is_empty() && chunk.is_ascii() {
            return;
        }
        let joined = [std::mem::take(&mut self.carry).as_slice(), chunk].concat();
        let mut rest = joined.as_slice();
        loop {
            let (valid, error) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), None),
                Err(error) => (error.valid_up_to(), Some(error)),
            };
            self.good += rest[..valid].iter().filter(|b| **b >= 0xC0).count() as u64;
            match error.map(|e| e.error_len()) {
                None => return,
                Some(None) => {
                    self.carry = rest[valid..].to_vec();
                    return;
                }
                Some(Some(wrong)) => {
                    self.bad += 1;
                    rest = &rest[valid + wrong..];
                }
            }
        }
    }

    /// A few wrong bytes in a file that is otherwise UTF-8 are damage, not another encoding.
    fn is_utf8(&self) -> bool {
        let bad = self.bad + u64::from(!self.carry.is_empty());
        bad == 0 || self.good >= 4 * bad
    }
}

/// A reader of anything as UTF-8, without byte order mark; what cannot be read becomes U+FFFD.
pub(super) struct Utf8<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    out: Vec<u8>,
    out_at: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { source, decoder, raw: Vec::new(), raw_at: 0, out: Vec::new(), out_at: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.raw_at == self.raw.len() {
            self.raw.resize(CHUNK, 0);
            let read = fill(&mut self.source, &mut self.raw)?;
            self.raw.truncate(read);
            self.raw_at = 0;
        }
        let last = self.raw.len() < CHUNK;
        self.out.resize(2 * CHUNK, 0);
        let (result, read, written, _) = self.decoder.decode_to_utf8(&self.raw[self.raw_at..], &mut self.out, last);
        self.raw_at += read;
        self.out.truncate(written);
        self.out_at = 0;
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.out_at == self.out.len() && !self.ended {
            self.refill()?;
        }
        Ok(&self.out[self.out_at..])
    }

    fn consume(&mut self, amount: usize) {
        self.out_at = (self.out_at + amount).min(self.out.len());
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let taken = ready.len().min(into.len());
        into[..taken].copy_from_slice(&ready[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

/// An encoding is stored by its name.
pub(super) mod by_name {
    use encoding_rs::Encoding;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(crate) fn serialize<S: Serializer>(encoding: &'static Encoding, into: S) -> Result<S::Ok, S::Error> {
        into.serialize_str(encoding.name())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<&'static Encoding, D::Error> {
        let name = String::deserialize(from)?;
        Encoding::for_label(name.as_bytes()).ok_or_else(|| de::Error::custom("not the name of an encoding"))
    }
}
