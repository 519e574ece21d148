//! A plain HTTP/1.1 client: one connection, kept alive, one request at a time, so that asking costs as little as it can.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Result;
use crate::page::between;

/// An answer that takes longer counts as none.
const PATIENCE: Duration = Duration::from_secs(120);

/// One connection to the server.
pub(crate) struct Client {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
}

/// What came back.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// Status line and headers, as they came.
    pub(crate) head: String,
    /// The content, as it came: compressed if that was asked for.
    pub(crate) body: Vec<u8>,
}

impl Client {
    /// A connection that opens with its first request.
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, stream: None, buffer: Vec::new() }
    }

    /// Sends a request and waits for its answer.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(self.address).await?;
                stream.set_nodelay(true)?;
                stream
            }
        };
        stream.write_all(request).await?;
        let answer = tokio::time::timeout(PATIENCE, read(&mut stream, &mut self.buffer));
        let answer = answer.await.map_err(|_| "the server did not answer")??;
        self.stream = Some(stream);
        Ok(answer)
    }
}

impl Answer {
    /// A header's value; its name in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// What is wrong, as a page or a program is told it.
    pub(crate) fn trouble(&self) -> String {
        let text = self.text();
        let said = between(&text, "data-refusal>", "<").unwrap_or(&text);
        said.chars().take(300).collect()
    }

    /// The content as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<Answer> {
    buffer.clear();
    let end = until(stream, buffer, 0, b"\r\n\r\n").await?;
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    let status = head.get(9..12).and_then(|status| status.parse().ok()).ok_or("an answer without a status")?;
    let mut answer = Answer { status, head, body: Vec::new() };
    if let Some(length) = answer.header("content-length") {
        let length: usize = length.parse()?;
        fill(stream, buffer, end + length).await?;
        answer.body.extend_from_slice(&buffer[end..end + length]);
    } else if answer.header("transfer-encoding").is_some() {
        chunks(stream, buffer, end, &mut answer.body).await?;
    }
    Ok(answer)
}

async fn chunks(stream: &mut TcpStream, buffer: &mut Vec<u8>, mut at: usize, body: &mut Vec<u8>) -> Result<()> {
    loop {
        let line = until(stream, buffer, at, b"\r\n").await?;
        let length = usize::from_str_radix(std::str::from_utf8(&buffer[at..line - 2])?.trim(), 16)?;
        fill(stream, buffer, line + length + 2).await?;
        body.extend_from_slice(&buffer[line..line + length]);
        at = line + length + 2;
        if length == 0 {
            return Ok(());
        }
    }
}

/// Reads until a mark is there; says where it ends.
async fn until(stream: &mut TcpStream, buffer: &mut Vec<u8>, from: usize, mark: &[u8]) -> Result<usize> {
    let mut seen = from;
    loop {
        if let Some(at) = buffer[seen..].windows(mark.len()).position(|window| window == mark) {
            return Ok(seen + at + mark.len());
        }
        seen = from.max((buffer.len() + 1).saturating_sub(mark.len()));
        fill(stream, buffer, buffer.len() + 1).await?;
    }
}

/// Reads until so many bytes are there.
async fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> Result<()> {
    while buffer.len() < length {
        if stream.read_buf(buffer).await? == 0 {
            return Err("the server hung up".into());
        }
    }
    Ok(())
}
