//! The texts that the stages are measured on.

/// The paragraphs of the sample article over and over, up to `words` words.
pub fn article(words: usize) -> String {
    const SAMPLE: &str = include_str!("../../www/samples/voa-syria-2016-09-09.txt");
    let (mut text, mut count) = (String::new(), 0);
    for paragraph in SAMPLE.lines().filter(|line| !line.trim().is_empty()).cycle() {
        if count >= words {
            return text;
        }
        count += paragraph.split_whitespace().count();
        text += paragraph;
        text += "\n\n";
    }
    text
}
