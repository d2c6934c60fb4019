//! What a document shows before anything is found in it: its structure, or a notice why nothing can
//! be shown.

use super::options::Options;
use super::{Analysis, Notice, NoticeCode};
use crate::text::obstacle::{self, Obstacle};
use crate::text::{Byte, Document, ParagraphKind};

const EMPTY: &str = "There is no text to analyse. Paste or open an article first.";
const HTML: &str = "This is the HTML source of a page, not its text. Open the page and copy the \
    article as you read it, or run Whosaid on the page itself.";

impl Document<'_> {
    /// Why there is nothing to show, if so: no words, the source of a page, or, unless the options
    /// say to assume English, another language.
    pub fn notice(&self, options: &Options) -> Option<Notice> {
        let (code, message) = match obstacle::find(self)? {
            Obstacle::Empty => (NoticeCode::Empty, EMPTY.to_owned()),
            Obstacle::Html => (NoticeCode::Html, HTML.to_owned()),
            Obstacle::NotEnglish(_) if options.assume_english => return None,
            Obstacle::NotEnglish(language) => {
                let seems = language.map_or("does not seem to be in English".to_string(), |name| {
                    format!("seems to be in {name}")
                });
                let message = format!(
                    "This text {seems}. Whosaid reads English only, so it has not guessed. Open \
                     an article in English."
                );
                (NoticeCode::NotEnglish, message)
            }
        };
        Some(Notice { code, message })
    }

    /// The analysis with the article's structure filled in and nothing found yet.
    pub fn outline(&self) -> Analysis<Byte> {
        Analysis {
            title: self.title,
            byline: self.byline.clone(),
            published: self.published.clone(),
            paragraphs: self
                .paragraphs
                .iter()
                .filter(|p| p.kind == ParagraphKind::Body)
                .map(|p| p.span)
                .collect(),
            ..Analysis::empty()
        }
    }
}
