//! Words of an article's layout: bylines, dates, datelines, and lines that are not the story.
//!
//! Phrases are in lower case. Long lists of single words are one string, separated by spaces: an
//! entry for each would take eight bytes more in what a page loads.

/// Words that open a byline.
pub const BYLINE_LEADS: &[&str] = &[
    "written by ",
    "reported by ",
    "story by ",
    "report by ",
    "posted by ",
    "words by ",
    "text by ",
    "analysis by ",
    "opinion by ",
    "by: ",
    "by ",
    "author: ",
    "authors: ",
];
/// Words of news outlets and of jobs in them: a piece of a byline with one is no person.
pub const OUTLETS: &str = "\
    reuters ap afp upi dpa bbc cnn npr pbs abc cbs nbc msnbc voa bloomberg politico huffpost \
    huffington breitbart xinhua tass itar interfax yonhap kyodo jazeera staff writer writers \
    reporter reporters correspondent correspondents editor editors bureau contributor \
    contributors columnist producer analyst agencies agency associated agence press news times \
    post guardian telegraph independent journal tribune herald chronicle gazette globe \
    magazine network media service services wire online today daily weekly star sun mirror \
    mail economist atlantic newsweek radio tv television special chief senior political \
    national foreign diplomatic international business science health white house \
    congressional";
/// Those of [`OUTLETS`] that begin a job, or an agency that stands behind a name without a comma.
pub const JOBS: &str = "\
    staff writer reporter correspondent editor columnist producer analyst contributor chief senior \
    special associated agence";
/// Those of [`OUTLETS`] that end the name of an outlet and stand behind no person's.
pub const OUTLET_ENDS: &str = "agency agencies media network bureau service services";
/// Prepositions in a byline, before the place or outlet that somebody writes from or for.
pub const BYLINE_PREPOSITIONS: &str = "in for at of from to on";
/// Words that, with a capital, are no part of a person's name.
pub const NO_NAME: &str = "\
    the a an this that these those he she it they we you i and or but if when while as all \
    some many no not what who how why where monday tuesday wednesday thursday friday saturday \
    sunday january february march april june july august september october november december \
    last next popular law force design default land sea air hand order accident";
/// Small words within the name of an outlet or job.
pub const SMALL_IN_OUTLETS: &str = "and of for the";
/// Small words within a line that names a job and where it is done.
pub const SMALL_IN_ROLES: &str = "and of for the in at";
/// Words that join two authors.
pub const BYLINE_JOINTS: &[&str] = &["and", "AND", "with", "WITH"];

/// Months, from the first.
pub const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Days of the week, from Monday.
pub const WEEKDAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Endings of the number of a day.
pub const ORDINAL_ENDINGS: &[&str] = &["st", "nd", "rd", "th"];
/// Words that may stand beside a date on its line.
pub const BESIDE_DATES: &str = "\
    published publish updated update posted on at last modified first filed created date \
    issued released revised originally time by am pm a p m noon midnight est edt et cst cdt ct \
    mst mdt mt pst pdt pt gmt utc bst ist cet cest msk eastern central pacific z t h min mins \
    minute minutes read of the ago second seconds hour hours hr hrs day days week weeks month \
    months year years today yesterday";
/// Words in small letters within a dateline.
pub const SMALL_IN_DATELINES: &[&str] = &["and", "the", "near", "aboard", "with", "of", "de", "al"];

/// Whole lines that are not the story, without the marks around them.
pub const BOILERPLATE: &[&str] = &[
    "photo",
    "photos",
    "image",
    "images",
    "video",
    "home",
    "feedback",
    "publish date",
    "published",
    "copy link",
    "about sharing",
    "close",
    "view all",
    "back to top",
    "advertisement",
    "advertisements",
    "advertising",
    "sponsored",
    "sponsored content",
    "promoted",
    "promoted content",
    "related",
    "related articles",
    "related stories",
    "related content",
    "related coverage",
    "related topics",
    "related links",
    "related news",
    "more stories",
    "more news",
    "read more",
    "read next",
    "read also",
    "also read",
    "see also",
    "more on this",
    "more on this story",
    "more on this topic",
    "recommended",
    "recommended for you",
    "you may also like",
    "you might also like",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "top stories",
    "latest news",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share this page",
    "print",
    "email",
    "comments",
    "leave a comment",
    "view comments",
    "show comments",
    "skip to content",
    "skip to main content",
    "skip advertisement",
    "continue reading",
    "listen to this article",
    "getty",
    "getty images",
    "ap photo",
    "ap photos",
    "reuters photo",
    "afp/getty images",
    "story continues below",
    "sign in",
    "log in",
    "subscribe",
    "subscribe now",
    "newsletter",
];
/// Beginnings of lines that are not the story.
pub const BOILERPLATE_STARTS: &[&str] = &[
    "story continues below",
    "article continues below",
    "story continues after",
    "article continues after",
    "continue reading",
    "read the rest of",
    "read the full story",
    "read the full article",
    "read the original",
    "read more at",
    "read more about",
    "read more from",
    "read more on",
    "read more here",
    "read it all",
    "click here",
    "click to",
    "tap here",
    "sign up for",
    "sign up to",
    "sign up now",
    "subscribe to",
    "subscribe here",
    "subscribe now",
    "subscribe today",
    "follow us",
    "like us on",
    "find us on",
    "join us on",
    "share this",
    "share on ",
    "share via",
    "support our journalism",
    "support independent journalism",
    "support quality journalism",
    "support our work",
    "support us",
    "become a member",
    "become a supporter",
    "donate to us",
    "donate now",
    "donate today",
    "please donate",
    "please consider donating",
    "download our",
    "download the app",
    "get our",
    "get the latest",
    "print this",
    "email this",
    "e-mail this",
    "leave a comment",
    "skip to",
    "you can receive this",
    "have a tip? ",
    "have a news tip? ",
    "got a tip? ",
    "this article originally appeared on",
];
/// Labels that such a line begins with: of photographs, topics, owners of rights.
pub const LABELS: &[&str] = &[
    "photo:",
    "photos:",
    "photograph:",
    "photographs:",
    "image:",
    "images:",
    "picture:",
    "pictures:",
    "photo by",
    "photos by",
    "photograph by",
    "photo credit",
    "image credit",
    "picture credit",
    "image source",
    "photo via",
    "credit:",
    "video:",
    "audio:",
    "tags:",
    "topics:",
    "filed under",
    "posted in",
    "comments (",
    "file photo",
    "(photo",
    "[photo",
    "(image",
    "(ap photo",
    "(getty",
    "(file photo",
    "©",
    "(c) 20",
];
/// Labels before the headline of another article.
pub const LINK_LABELS: &[&str] = &[
    "read more:",
    "read also:",
    "also read:",
    "read next:",
    "read:",
    "related:",
    "related story:",
    "related article:",
    "related stories:",
    "related post:",
    "related posts:",
    "related video:",
    "related coverage:",
    "see also:",
    "more:",
    "more on this:",
    "recommended:",
    "watch:",
    "watch more:",
    "listen:",
    "don't miss:",
    "you may like:",
    "categories:",
    "further reading:",
];
/// Phrases of law, anywhere in a line that is not the story.
pub const LEGAL: &[&str] = &[
    "all rights reserved",
    "may not be published, broadcast, rewritten",
    "may not be reproduced",
    "reproduction in whole or in part",
    "terms of service and privacy",
    "terms of use and privacy",
    "our privacy policy",
    "our cookie policy",
    "reprinted courtesy of",
    "reprinted with permission",
    "copyright ©",
    "copyright @",
    "document is subject to copyright",
    "copyright (c)",
];
/// Pairs of phrases that in this order make a line an appeal to the reader or a credit. The first
/// stands near the start.
pub const APPEALS: &[(&str, &str)] = &[
    ("join ", "mailing list"),
    ("subscribe", "mailing list"),
    ("sign up", "mailing list"),
    ("join ", "newsletter"),
    ("subscribe", "newsletter"),
    ("sign up", "newsletter"),
    ("get ", "newsletter"),
    DONATION,
    ("reach the reporter", "twitter"),
    ("reach the writer", "twitter"),
    ("email ", "or follow "),
    ("join our ", "forum"),
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
/// The pair of [`APPEALS`] that news reports use too: "He will make a donation".
pub const DONATION: (&str, &str) = ("make a ", "donation");
/// The word that makes [`DONATION`] a request.
pub const PLEASE: &str = "please";
/// First phrases of [`APPEALS`] that need not begin the line.
pub const ANYWHERE_IN_APPEALS: &[&str] = &["make a ", "your "];
/// All words of a row of buttons.
pub const BUTTONS: &str = "\
    share tweet facebook twitter email e mail print whatsapp linkedin reddit pinterest tumblr \
    pocket telegram flipboard messenger sms instagram youtube bluesky threads mastodon save \
    copy link like comment comments bookmark post pin x via on to this article story page and \
    a by text size aa listen";
/// Words of which a row of buttons has at least one.
pub const SURE_BUTTONS: &str = "share tweet facebook twitter whatsapp linkedin reddit pinterest";
/// Verbs of reported speech: a line with one is a sentence of the story.
pub const REPORTED_SPEECH: &[&str] =
    &[" said", " says", " told ", " asked", " according to", " wrote ", " announced", " tweeted"];
/// Headings after which lines with links follow.
pub const LINK_HEADINGS: &[&str] = &[
    "related",
    "related articles",
    "related stories",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "read more",
    "read next",
    "read also",
    "also read",
    "see also",
    "more stories",
    "more news",
    "more on this",
    "more on this story",
    "more on this topic",
    "recommended",
    "recommended for you",
    "you may also like",
    "you might also like",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "top stories",
    "latest news",
    "sources",
    "references",
    "external links",
    "further reading",
];

/// Word that begins a heading such as "More great stories", after which links follow.
pub const MORE: &str = "more ";
/// Words that end such a heading.
pub const MORE_OF: &[&str] = &[" stories", " articles", " news", " coverage"];

/// HTML elements that the sources of articles have.
pub const ARTICLE_TAGS: &str = "\
    html head body div p span a br img h1 h2 h3 h4 ul ol li table tr td th script style meta \
    link section article header footer nav main aside figure figcaption blockquote strong em b \
    i u button form input iframe svg noscript time cite small sub sup hr source picture video";
