use super::super::model::english;
use super::*;

const TEXT: &str = "“We are ready,” Ann Lee said.\n\n\
                    Taxes will rise, according to Bob Ray, who spoke “on Friday”.\n\n";

/// The evidence, and how many slices were read for it.
fn read(text: &str, memory: &mut Memory) -> (Evidence, usize) {
    let (tagger, before) = (english(), memory.len());
    let mut evidence = Evidence::default();
    tagger
        .slices(text)
        .iter()
        .for_each(|slice| evidence.extend(tagger.recall_or_read(slice, memory)));
    let fresh = memory.len() - before;
    memory.turn();
    (evidence, fresh)
}

#[test]
fn remembered_evidence_is_that_of_reading() {
    let long = TEXT.repeat(12);
    let changed = long.replacen("Taxes", "Prices", 1);
    let mut memory = Memory::default();
    assert_eq!(read(&long, &mut memory).0, read(&long, &mut Memory::default()).0);
    for text in [&long, &changed, &format!("A line before.\n{long}")] {
        let (found, _) = read(text, &mut memory);
        assert_eq!(found, read(text, &mut Memory::default()).0);
    }
}

#[test]
fn only_what_changed_is_read_again() {
    // paragraphs that fill a slice each
    let text: String = (0..6)
        .map(|i| {
            format!(
                "{}Number {i} ends here, Ann Lee said.\n\n",
                "It rained on the town again. ".repeat(20)
            )
        })
        .collect();
    let changed = text.replacen("Number 3", "Number 33", 1);
    let mut memory = Memory::default();
    assert_eq!(read(&text, &mut memory).1, 6);
    assert_eq!(read(&text, &mut memory).1, 0);
    assert_eq!(read(&changed, &mut memory).1, 1);
    assert_eq!(memory.len(), 6, "what is gone is forgotten");
}

#[test]
fn the_same_words_in_other_surroundings_are_read_again() {
    // the second half of a paragraph too long for one slice: within a quotation once, and once
    // not
    let long = "It rained on the town again. ".repeat(40);
    let (quoted, plain) = (format!("“{long}”"), format!("({long})"));
    let mut memory = Memory::default();
    for text in [&quoted, &plain] {
        let (found, _) = read(text, &mut memory);
        assert_eq!(found, read(text, &mut Memory::default()).0);
    }
}
