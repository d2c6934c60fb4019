//! Words that tell whether a full stop, question or exclamation mark ends a sentence.
//!
//! Each list is one string, its words separated by spaces: an entry for each word would take eight
//! bytes more in what a page loads.

/// Abbreviations that a name always follows.
pub const TITLES: &str = "\
    mr mrs ms mx dr drs messrs gen gens sen sens rep reps gov govs lt col sgt capt rev prof \
    hon pres maj adm cmdr cmdt cpl pvt supt det msgr fr amb atty insp mme mlle brig";
/// Abbreviations that stand before a number.
pub const BEFORE_NUMBER: &str = "no nos fig figs vol art sec ch p pp approx par para cf";
/// Abbreviations of months, as news writes them before a day.
pub const ABBREVIATED_MONTHS: &str = "jan feb mar apr jun jul aug sep sept oct nov dec";
/// Abbreviations that stand before or after a name, but may end a sentence too.
pub const OTHER_ABBREVIATIONS: &str = "\
    inc corp ltd co cos bros plc llc jr sr etc vs st mt ft ave blvd rd hwy dept univ assn \
    assoc bldg int'l nat'l intl natl est esp incl v al ala ariz ark calif colo conn del fla ga \
    ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash \
    wis wyo ont que";
/// Words that may follow "9 a.m." within a sentence.
pub const AFTER_HOUR: &str = "\
    monday tuesday wednesday thursday friday saturday sunday january february march april may \
    june july august september october november december jan feb mar apr aug sept oct nov dec \
    est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst eastern central mountain pacific \
    local";
/// Words that, with a capital, are hardly ever part of a name: they start a sentence even after an
/// abbreviation.
pub const STARTERS: &str = "\
    the a an this that these those he she it they we you i in on at but and so for from after \
    before when while if as with by there here what who how why where its his her their our my \
    some many most all both each even now then still yet also however meanwhile although \
    though since because until under over among between during despite according another other \
    such not nor or once earlier later last yes only just instead together will would did does \
    do is was are were can could should let don't people officials two three several more";
/// Names that end in an exclamation mark.
pub const LOUD_NAMES: &str = "yahoo jeb jeopardy";
/// Verbs before which a sentence goes on after '"Stop!"' and a name.
pub const SPEECH_VERBS: &str = "\
    said says asked asks added adds told tells replied replies shouted cried wrote writes \
    tweeted yelled wondered exclaimed answered responded demanded quipped joked continued \
    recalled";
/// Those of [`OTHER_ABBREVIATIONS`] that are abbreviations in small letters too.
pub const SMALL_ABBREVIATIONS: &str = "etc vs v al est incl esp";
