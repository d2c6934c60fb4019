//! Nouns for bodies of people: how an organisation is called when it is not named again.

use super::joined;

/// Nouns for a named body whose name does not say what it is: "Uber ... the company".
pub const GENERAL: &[&str] = &[
    "company",
    "firm",
    "group",
    "organization",
    "organisation",
    "agency",
    "team",
    "club",
    "network",
    "newspaper",
    "bank",
    "party",
    "airline",
    "carrier",
    "retailer",
    "automaker",
    "broadcaster",
    "charity",
    "nonprofit",
    "magazine",
    "website",
    "movement",
    "giant",
    "publication",
    "brokerage",
    "chain",
    "supermarket",
    "publisher",
    "lender",
    "insurer",
    "conglomerate",
    "outlet",
    "band",
    "institution",
];
/// Nouns for a named body, if only one whose name or title has the word: "the ministry".
const SPECIAL: &[&str] = &[
    "university",
    "court",
    "ministry",
    "department",
    "council",
    "committee",
    "commission",
    "union",
    "association",
    "institute",
    "foundation",
    "maker",
    "channel",
    "museum",
    "school",
    "college",
    "hospital",
    "church",
    "army",
    "parliament",
    "senate",
    "congress",
    "bureau",
    "force",
    "service",
    "board",
    "bloc",
    "alliance",
    "manufacturer",
    "operator",
    "regulator",
    "watchdog",
    "militia",
    "federation",
    "league",
    "side",
    "squad",
    "corporation",
    "gallery",
    "startup",
];
/// All nouns for a named body.
pub const NOUNS: &[&str] = &joined::<74>(&[GENERAL, SPECIAL]);

/// Nouns that only say what kind of body the name before them names: "the Islamic State group".
pub const KINDS: &[&str] = &[
    "group",
    "party",
    "agency",
    "movement",
    "newspaper",
    "magazine",
    "network",
    "militia",
    "website",
    "company",
    "organization",
    "channel",
    "station",
    "club",
    "airline",
];

/// Nouns for nearly any body, and the words whose bodies they are not said of.
pub const CALLED_UNLESS: (&[&str], &[&str]) = (
    &["group", "organization", "organisation"],
    &["court", "ministry", "department", "parliament", "senate", "congress", "army"],
);
/// Nouns for a body, and the words in the names of bodies that they are said of.
pub const CALLED: &[(&[&str], &[&str])] = &[
    (
        &["agency"],
        &["organization", "organisation", "service", "bureau", "commission", "department"],
    ),
    (
        &["company", "firm", "giant"],
        &["bank", "corporation", "airline", "network", "maker", "company", "firm", "group"],
    ),
    (&["charity", "nonprofit"], &["foundation", "association", "institute"]),
];

/// Words of a foreign ministry besides "foreign": its officials say "we" for their state.
pub const FOREIGN_OFFICES: &[&str] = &["ministry", "office", "affairs", "department"];
