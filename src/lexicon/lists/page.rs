//! Words of web pages: names of elements and attributes that are, or are not, the story.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "pages are read in browsers"))]

/// HTML elements whose text is never part of the story: code, controls, embedded media, navigation,
/// captions, readings of ruby text, and the widget itself.
pub const EXCLUDED_ELEMENTS: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "link",
    "meta",
    "button",
    "select",
    "textarea",
    "input",
    "option",
    "datalist",
    "label",
    "fieldset",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "canvas",
    "video",
    "audio",
    "map",
    "progress",
    "meter",
    "dialog",
    "nav",
    "aside",
    "footer",
    "figure",
    "figcaption",
    "rt",
    "rp",
    "who-said",
];

/// ARIA roles of elements that are not part of the story.
pub const EXCLUDED_ROLES: &[&str] = &[
    "navigation",
    "complementary",
    "contentinfo",
    "search",
    "button",
    "dialog",
    "alert",
    "alertdialog",
    "status",
    "menu",
    "toolbar",
    "note",
    "img",
    "tooltip",
];

/// HTML elements that stand within a line of text.
pub const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "mark", "picture", "q", "ruby", "s", "samp", "small",
    "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Inline elements that designers float to make an initial letter.
pub const INITIAL_ELEMENTS: &[&str] = &["span", "b", "strong", "em", "i", "a", "font", "big"];

/// Words in names of readers' comments and cookie walls. Neighbouring words are not joined here.
pub const COMMENTS_AND_CONSENT: &[&str] = &[
    "ccpa",
    "cmp2",
    "cmpbox",
    "cmpwrapper",
    "commentlist",
    "consent",
    "didomi",
    "disqus",
    "gdpr",
    "livefyre",
    "onetrust",
    "replies",
    "respond",
];

/// Beginnings of words in names of readers' comments and cookie walls.
pub const COMMENTS_AND_CONSENT_STARTS: &[&str] = &["comment", "cookie"];

/// Beginning of words that look like those of comments and name something else: "commentary".
pub const COMMENTARY_START: &str = "commentar";

/// Beginning of words in names of share bars.
pub const SHARE_START: &str = "share";

/// Word that looks like those of share bars and names something else.
pub const SHARED: &str = "shared";

/// Beginning of words that look like those of share bars and name something else.
pub const SHAREHOLDER_START: &str = "shareholder";

/// Word in names of what links to or shows the networks of others.
pub const SOCIAL: &str = "social";

/// Word in names of what stands elsewhere and is shown in the story.
pub const EMBED: &str = "embed";

/// Words in names of parts beside the story: advertisements, share bars, related links, newsletter
/// boxes. Two neighbouring words count as one: "read-more" is "readmore".
pub const BESIDE_STORY: &[&str] = &[
    "ad",
    "ads",
    "adbox",
    "adslot",
    "adspot",
    "adunit",
    "adwrap",
    "adwrapper",
    "alsoread",
    "aboutauthor",
    "authorbio",
    "authorbox",
    "actions",
    "banner",
    "bio",
    "bookmark",
    "btn",
    "button",
    "buttons",
    "callout",
    "caption",
    "captions",
    "captionlink",
    "controls",
    "copyright",
    "credit",
    "credits",
    "donate",
    "donation",
    "disclosure",
    "editorspicks",
    "feedback",
    "followus",
    "followbutton",
    "footer",
    "inlinead",
    "jumplink",
    "keypoints",
    "latestnews",
    "login",
    "lightbox",
    "masthead",
    "menu",
    "modal",
    "moreabout",
    "morefrom",
    "morelike",
    "morenews",
    "moreon",
    "morestories",
    "morearticles",
    "mostpopular",
    "mostread",
    "mostviewed",
    "nav",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "newsletters",
    "nextstory",
    "nextarticle",
    "noprint",
    "overlay",
    "pager",
    "pagination",
    "paginator",
    "paywallbar",
    "permalink",
    "photographer",
    "player",
    "poll",
    "popover",
    "popular",
    "popup",
    "printblock",
    "printfooter",
    "printheader",
    "printonly",
    "promo",
    "promos",
    "promoted",
    "promotion",
    "pullquote",
    "quiz",
    "ratings",
    "readmore",
    "readnext",
    "readalso",
    "rolloverblock",
    "screenreadertext",
    "seealso",
    "seemore",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "skiplink",
    "slideshow",
    "social",
    "sponsor",
    "sronly",
    "supplemental",
    "taglist",
    "tags",
    "taboola",
    "teasers",
    "ticker",
    "toc",
    "toolbar",
    "toolbox",
    "tools",
    "tooltip",
    "topstories",
    "toptopics",
    "trending",
    "upnext",
    "upsell",
    "utility",
    "visuallyhidden",
    "whatsnext",
    "youmay",
    "youmaylike",
    "zergnet",
];

/// Beginnings of words in names of parts beside the story.
pub const BESIDE_STORY_STARTS: &[&str] = &[
    "advert",
    "breadcrumb",
    "cookie",
    "newsletter",
    "outbrain",
    "recirc",
    "recommend",
    "related",
    "sidebar",
    "social",
    "sponsor",
    "subscri",
    "taboola",
];

/// Words in names of the element that holds the story.
pub const STORY_BODY: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "bodycopy",
    "bodytext",
    "entrycontent",
    "postbody",
    "postcontent",
    "storybody",
    "storycontent",
    "storytext",
];

/// Words before a word in a name that make it say what the element has, lacks or is about, not what
/// it is: "has-sidebar", "no-comments", "tag-cookies".
pub const QUALIFIERS_BEFORE: &[&str] = &[
    "no", "not", "non", "has", "have", "with", "without", "hide", "show", "enable", "disable",
    "supports", "can", "tag", "category", "section", "topic",
];

/// Words after a word in a name that have the same effect as [`QUALIFIERS_BEFORE`]: "ad-free",
/// "comments-enabled".
pub const QUALIFIERS_AFTER: &[&str] =
    &["free", "enabled", "disabled", "open", "closed", "on", "off", "count"];

/// Names of `<meta>` elements that hold the headline, best first.
pub const TITLE_METAS: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "headline",
    "hdl",
];

/// Name of the `<meta>` element that holds the name of the site.
pub const SITE_META: &str = "og:site_name";

/// Names of `<meta>` elements that hold the authors, best first.
pub const AUTHOR_METAS: &[&str] = &[
    "author",
    "authors",
    "byl",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "og:author",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "dcsext.author",
    "cxenseparse:author",
    "citation_author",
    "creator",
    "rbauthors",
];

/// Name of the `<meta>` element that holds title, authors and day in JSON.
pub const JSON_META: &str = "parsely-page";

/// Name under which [`STATED_DATE_SELECTOR`]'s days are kept with those of `<meta>` elements.
pub const STATED_DATE: &str = "datepublished";

/// Names of `<meta>` elements that hold the day of publication, best first.
pub const DATE_METAS: &[&str] = &[
    "article:published_time",
    "article:published",
    "article.published",
    STATED_DATE,
    "date_published",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "og:published_time",
    "og:article:published_time",
    "og:pubdate",
    "iso-8601-publish-date",
    "originalpublicationdate",
    "publication_date",
    "published-date",
    "article_date_original",
    "pubdate",
    "pub_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "pdate",
    "ptime",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "dc.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.created",
    "dc:date",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "citation_date",
    "citation_publication_date",
    "datecreated",
    "displaydate",
    "date",
];

/// Endings of schema.org types of articles, with the quotation mark that ends them in JSON:
/// `"NewsArticle"`, `"BlogPosting"`.
pub const ARTICLE_TYPES: &[&str] = &["Article\"", "Report\"", "Posting\"", "Story\""];

/// Ending of schema.org types of pages, whose name need not be the story's.
pub const PAGE_TYPE: &str = "Page\"";

/// Members of JSON objects that hold a headline.
pub const TITLE_FIELDS: &[&str] = &["headline", "title"];

/// Members of JSON objects that hold authors.
pub const AUTHOR_FIELDS: &[&str] = &["author", "authors", "creator"];

/// Members of JSON objects that hold the day of publication.
pub const DATE_FIELDS: &[&str] = &["datePublished", "pub_date", "dateCreated"];

/// Members of JSON objects that hold other objects about the page.
pub const CONTAINER_FIELDS: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage"];

/// Selector of elements that are called the headline.
pub const MAIN_HEADLINE_SELECTOR: &str = "h1,[itemprop~=headline]";

/// Selector of other elements that may be the headline.
pub const HEADLINE_SELECTOR: &str = "h2,[class*=headline i],[class*=title i]";

/// Selector of elements around the name of an author.
pub const AUTHOR_SELECTOR: &str = "[itemprop~=author],[rel~=author],[class*=author i],\
    [class*=byline i],[class*=writer i],[class*=contributor i],[class~=fn],[class~=p-author],\
    [id*=author i],[id*=byline i],[data-testid*=author i],[data-testid*=byline i],\
    [href*='/author' i],[href*='/staff/' i],[href*='/contributor' i],[href*='/by/' i]";

/// Selectors of elements that name the authors wherever they stand in the story, best first.
pub const BYLINE_SELECTORS: &[&str] = &[
    "[itemprop~=author] [itemprop~=name]",
    "[itemprop~=author]",
    "[rel~=author],.author .fn,.p-author",
    "[class*=byline i]",
    "[class*=author i]:not([class*=quote i] *,[class*=credit i],[class*=comment i] *)",
];

/// Selector of elements of the story that state the day of publication.
pub const STATED_DATE_SELECTOR: &str = "[itemprop~=datePublished],time[pubdate]";

/// Selectors of other elements that may hold the day of publication wherever they stand in the
/// story, best first.
pub const DATE_SELECTORS: &[&str] =
    &["[class*=publish i]", "[class*=timestamp i]", "[class*=date i]"];

/// Words in names of elements that hold the day of a change.
pub const CHANGE_WORDS: &[&str] = &["updat", "modif"];

/// Word in names of elements that hold the day of publication.
pub const PUBLICATION_WORD: &str = "publi";

/// Strings between a headline and the name of the site in a document's title.
pub const SITE_SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " » ", " :: ", " · "];

/// Words that are no part of the name of an author, with a capital or without: labels of links to
/// authors, and jobs outside newsrooms.
pub const NO_AUTHOR: &str = "\
    about more follow view profile bio archive read all see latest posts stories articles share \
    email twitter facebook instagram linkedin director guest author fellow professor founder \
    manager strategist partner photographer photo photos getty images credit illustration \
    by published updated posted comments ceo president";

/// Parts of lines that name those who made pictures.
pub const OTHER_CREDITS: &[&str] =
    &["hotograph", "hoto by", "hotos by", "hoto:", "llustrat", "redit:", "Images"];
