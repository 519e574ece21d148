//! Lints the file named by the first argument: one JSON line a story.
use std::io::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let bytes = std::fs::read(args.next().ok_or("which file?")?)?;
    let folder = args.next();
    let files: Vec<(String, String)> = match &folder {
        None => Vec::new(),
        Some(folder) => story_lint::List::ALL
            .iter()
            .map(|(_, name)| Ok(((*name).to_owned(), std::fs::read_to_string(format!("{folder}/{name}.txt"))?)))
            .collect::<Result<_, std::io::Error>>()?,
    };
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let own = if folder.is_some() { Some(story_lint::Language::parse("own", &files)?) } else { None };
    let mut options = story_lint::Options::default();
    if let Some(own) = &own {
        options.language = own;
    }
    let mut out = std::io::stdout().lock();
    for story in story_lint::lint(&bytes, &options)? {
        writeln!(out, "{}", serde_json::to_string(&story)?)?;
    }
    Ok(())
}
