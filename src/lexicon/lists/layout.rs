//! Words of an article's layout: bylines, dates, boilerplate, transcripts, abbreviations; what
//! tells English from other languages.
