//! Lines of a page that are not the story: share buttons, mailing lists, donation lines, related
//! links, copyright, photo credits.
//!
//! Takes a line; says whether it is such a line; promises caution: a line of the story taken for
//! one of these is worse than one of these kept, so long lines, quotations and reported speech are
//! only taken where the wording leaves no doubt.

/// The phrases of a list, which stand between bars.
macro_rules! phrases {
    ($list:literal) => {
        &split::<{ count($list) }>($list)
    };
}

const fn count(list: &str) -> usize {
    let (mut at, mut bars) = (0, 0);
    while at < list.len() {
        bars += (list.as_bytes()[at] == b'|') as usize;
        at += 1;
    }
    bars + 1
}

const fn split<const N: usize>(mut list: &str) -> [&str; N] {
    let mut phrases = [""; N];
    let mut i = 0;
    while i < N {
        let mut at = 0;
        while at < list.len() && list.as_bytes()[at] != b'|' {
            at += 1;
        }
        let (phrase, rest) = list.split_at(at);
        phrases[i] = phrase;
        list = if rest.is_empty() { rest } else { rest.split_at(1).1 };
        i += 1;
    }
    phrases
}

/// Longer lines are story, but for the legal ones.
const MOST_WORDS: usize = 30;
/// And so are longer lines that merely start like a label ("Photo: ...").
const MOST_LABEL_WORDS: usize = 12;

/// The whole line, but for marks around it.
const WHOLE: &[&str] = phrases!(
    "\
    photo|photos|image|images|video|copy link|about sharing|close|view all|back to top|advertisement|advertisements|advertising|\
    sponsored|sponsored content|promoted|promoted content|related|related articles|related stories|related content|related coverage|\
    related topics|related links|related news|more stories|more news|read more|read next|read also|also read|see also|more on this|\
    more on this story|more on this topic|recommended|recommended for you|you may also like|you might also like|most read|\
    most popular|trending|trending now|top stories|latest news|share|share this|share this article|share this story|share this page|\
    print|email|comments|leave a comment|view comments|show comments|skip to content|skip to main content|skip advertisement|\
    continue reading|listen to this article|getty|getty images|ap photo|ap photos|reuters photo|afp/getty images|\
    story continues below|sign in|log in|subscribe|subscribe now|newsletter"
);

/// How such a line starts, up to [`MOST_WORDS`].
const STARTS: &[&str] = phrases!(
    "\
    story continues below|article continues below|story continues after|article continues after|continue reading|read the rest of|\
    read the full story|read the full article|read the original|read more at|read more about|read more from|read more on|\
    read more here|read it all|click here|click to|tap here|sign up for|sign up to|sign up now|subscribe to|subscribe here|\
    subscribe now|subscribe today|follow us|like us on|find us on|join us on|share this|share on |share via|support our journalism|\
    support independent journalism|support quality journalism|support our work|support us|become a member|become a supporter|\
    donate to us|donate now|donate today|please donate|please consider donating|download our|download the app|get our|\
    get the latest|print this|email this|e-mail this|leave a comment|skip to|you can receive this|\
    this article originally appeared on"
);

/// Labels: how such a line starts, up to [`MOST_LABEL_WORDS`].
const LABELS: &[&str] = phrases!(
    "\
    photo:|photos:|photograph:|photographs:|image:|images:|picture:|pictures:|photo by|photos by|photograph by|photo credit|\
    image credit|picture credit|image source|photo via|credit:|video:|audio:|tags:|topics:|filed under|posted in|comments (|\
    file photo|(photo|[photo|(image|(ap photo|(getty|(file photo|©|(c) 20"
);

/// Links to other articles, up to [`MOST_WORDS`] as the line is somebody's headline.
const LINKS: &[&str] = phrases!(
    "\
    read more:|read also:|also read:|read next:|read:|related:|related story:|related article:|related stories:|see also:|more:|\
    more on this:|recommended:|watch:|watch more:|listen:|don't miss:|you may like:|categories:|further reading:"
);

/// Anywhere in a line of any length: law.
const LEGAL: &[&str] = phrases!(
    "\
    all rights reserved|may not be published, broadcast, rewritten|may not be reproduced|reproduction in whole or in part|\
    terms of service and privacy|terms of use and privacy|our privacy policy|our cookie policy|reprinted courtesy of|\
    reprinted with permission|copyright ©|copyright (c)"
);

/// Two parts that together, in this order, make such a line, up to [`MOST_WORDS`].
const PAIRS: [(&str, &str); 22] = [
    ("join ", "mailing list"),
    ("subscribe", "mailing list"),
    ("sign up", "mailing list"),
    ("join ", "newsletter"),
    ("subscribe", "newsletter"),
    ("sign up", "newsletter"),
    ("get ", "newsletter"),
    ("make a ", "donation"),
    ("follow ", "on twitter"),
    ("follow ", "on facebook"),
    ("follow ", "on instagram"),
    ("follow ", "on x:"),
    ("follow @", ""),
    ("follow ", " @"),
    ("like ", "on facebook"),
    ("reporting by ", "editing by "),
    ("reporting by ", "writing by "),
    ("additional reporting by ", ""),
    ("your ", "email address"),
    ("this site uses", "cookies"),
    ("we use", "cookies"),
    ("accept", "cookies"),
];

/// A row of buttons has only these words.
const BUTTONS: &str = "share tweet facebook twitter email e mail print whatsapp linkedin reddit pinterest tumblr pocket telegram flipboard messenger sms \
    instagram youtube bluesky threads mastodon save copy link like comment comments bookmark post pin x via on to this article story page and a by text size \
    aa listen";
/// And at least one of these.
const SURE_BUTTONS: &str = "share tweet facebook twitter whatsapp linkedin reddit pinterest";
/// Reported speech: such a line is a sentence of the story.
const SPEECH: [&str; 8] =
    [" said", " says", " told ", " asked", " according to", " wrote ", " announced", " tweeted"];
/// Alone on a line, these say that links follow.
const LINK_HEADINGS: &[&str] = phrases!(
    "related|related articles|related stories|related content|related coverage|related links|related news|read more|read next|read also|also read|\
    see also|more stories|more news|more on this|more on this story|more on this topic|recommended|recommended for you|you may also like|you might also like|most read|\
    most popular|trending|trending now|top stories|latest news|sources|references|external links|further reading"
);

/// The line in lower case with plain marks and single spaces, without marks that stand around it;
/// `None` if it has more than `most` words. Also how many it has.
fn plain(line: &str, most: usize) -> Option<(String, usize)> {
    let mut out = String::with_capacity(line.len());
    let (mut words, mut within, mut at) = (0, false, 0);
    while let Some(&b) = line.as_bytes().get(at) {
        // most letters are told by their byte
        let c = if b.is_ascii() { char::from(b) } else { line[at..].chars().next().unwrap_or(' ') };
        at += c.len_utf8();
        if c.is_whitespace() {
            within = false;
            continue;
        }
        if !within {
            within = true;
            words += 1;
            if words > most {
                return None;
            }
            if !out.is_empty() {
                out.push(' ');
            }
        }
        match c {
            '’' => out.push('\''),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    Some((out, words))
}

/// The pairs of letters in a text, to tell at once that most phrases are not in it.
struct Pairs([u32; 32]);

impl Pairs {
    fn of(text: &str) -> Pairs {
        let mut pairs = Pairs([0; 32]);
        let mut before = 0;
        for &b in text.as_bytes() {
            pairs.0[usize::from(before & 31)] |= 1 << (b & 31);
            before = b;
        }
        pairs
    }

    /// Does `text`, whose pairs these are, hold `phrase`?
    fn hold(&self, phrase: &str, text: &str) -> bool {
        let mut pairs = phrase.as_bytes().windows(2);
        pairs.all(|pair| self.0[usize::from(pair[0] & 31)] >> (pair[1] & 31) & 1 == 1)
            && text.contains(phrase)
    }
}

fn core(plain: &str) -> &str {
    plain.trim_matches(|c: char| !c.is_alphanumeric())
}

fn word_count(line: &str, most: usize) -> usize {
    line.split_whitespace().take(most + 1).count()
}

/// True if `line` is not part of the story.
pub(super) fn is_boilerplate(line: &str) -> bool {
    let Some((plain, words)) = plain(line, MOST_WORDS * 4) else { return false };
    let pairs = Pairs::of(&plain);
    let is_speech = || is_speech(&plain, &pairs);
    if LEGAL.iter().any(|p| pairs.hold(p, &plain)) && !is_speech() {
        return true;
    }
    if words > MOST_WORDS {
        return false;
    }
    let core = core(&plain);
    WHOLE.contains(&core)
        || !plain.ends_with(['.', '?', ',']) && is_buttons(core)
        || words <= MOST_LABEL_WORDS && starts(&plain, LABELS)
        || starts(&plain, LINKS) && !plain.contains(['"', '“'])
        || (starts(core, STARTS)
            || PAIRS.iter().any(|p| pairs.hold(p.1, core) && has_pair(core, *p)))
            && !is_speech()
}

/// True if `text` starts with one of `phrases`.
fn starts(text: &str, phrases: &[&str]) -> bool {
    let first = text.as_bytes().first();
    phrases.iter().any(|p| p.as_bytes().first() == first && text.starts_with(p))
}

/// True if `line` is a heading after which links to other articles follow, such as "Related
/// stories".
pub(super) fn is_link_heading(line: &str) -> bool {
    plain(line, 6).is_some_and(|(plain, _)| LINK_HEADINGS.contains(&core(&plain)))
}

/// True if a link may stand on `line` under such a heading: short, and no sentence of the story.
pub(super) fn may_be_link(line: &str) -> bool {
    word_count(line, MOST_WORDS) <= MOST_WORDS
        && !line.trim_end_matches(['"', '”', '’', '\'']).ends_with(['.', '!', ':'])
}

fn is_speech(plain: &str, pairs: &Pairs) -> bool {
    plain.starts_with(['"', '“', '‘', '\'']) || SPEECH.iter().any(|p| pairs.hold(p, plain))
}

/// The first part must stand near the start: the line is an appeal to the reader, not a sentence
/// about one.
fn has_pair(core: &str, (first, second): (&str, &str)) -> bool {
    let near = match first {
        "make a " | "your " => core.find(first),
        _ => core.starts_with(first).then_some(0),
    };
    near.is_some_and(|at| core[at + first.len()..].contains(second))
        && (second != "donation" || is_appeal(core))
}

/// True unless somebody in the line makes the donation: "He will make a donation".
fn is_appeal(core: &str) -> bool {
    let before = &core[..core.find("make a ").unwrap_or(0)];
    before.is_empty()
        || before.trim_end().ends_with(['-', '–', '—', ':', '.', '!', '|'])
        || before.trim_end().ends_with("please")
}

fn is_buttons(core: &str) -> bool {
    let has = |list: &str, word: &str| list.split_ascii_whitespace().any(|w| w == word);
    let mut words = core.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some()
        && words.clone().all(|w| has(BUTTONS, w) || w.bytes().all(|b| b.is_ascii_digit()))
        && words.clone().any(|w| has(SURE_BUTTONS, w))
        && words.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_the_story_are_told_from_it() {
        for line in [
            "UNITED24 - Make a charitable donation in support of Ukraine!",
            "Join the GlobalSecurity.org mailing list",
            "Sign up for our morning newsletter.",
            "Share on Facebook",
            "Facebook Twitter Email Print",
            "Share Tweet 12 Comments",
            "ADVERTISEMENT",
            "Read more: Obama hails deal on climate",
            "Related:",
            "Follow Ann Lee on Twitter @annlee.",
            "Copyright © 2016 The Associated Press. All rights reserved.",
            "Photo: Ann Lee / AFP",
            "(AP Photo/Ann Lee)",
            "Reporting by Ann Lee; Editing by Bob Ray",
            "(Reporting by Ann Lee in Geneva; Editing by Bob Ray.)",
            "Getty Images.",
            "© 2016 Reuters",
            "Click here to subscribe.",
            "This material may not be published, broadcast, rewritten or redistributed.",
            "Story continues below advertisement",
            "Comments (12)",
            "Enter your email address to get our daily briefing",
            "Please make a donation to keep us going.",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn lines_of_the_story_stay() {
        for line in [
            "Support for Israel is a given among Republican candidates.",
            "Follow the money, he said.",
            "Trump will make a donation to the veterans.",
            "“Share this,” she said.",
            "Read the bill before you vote for it.",
            "The photo shows a boy in an ambulance.",
            "Related parties must disclose their deals.",
            "Subscribe was the word he used, Lee said.",
            "Images of the attack spread on Facebook.",
            "More: the pollsters also asked about taxes, Lee said, and “the rest.”",
            "Comments by Trump drew fire.",
            "Copyright law must change.",
            "Donate or not, that is the question.",
            "",
            "!",
            "Instagram and Facebook.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn links_follow_their_heading() {
        assert!(
            is_link_heading("Related stories:")
                && is_link_heading("Sources")
                && !is_link_heading("Sources close to the talks said no")
        );
        assert!(may_be_link("Obama hails deal") && !may_be_link("Obama hailed the deal."));
    }
}
