//! The types that publishers compile against say what an analysis really has.

use std::collections::BTreeSet;

use serde_json::Value;

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.insert(name.clone());
                keys(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_field_of_an_analysis_is_in_the_published_types() {
    let types = include_str!("../www/whosaid.d.ts");
    let article = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    let analysis = whosaid::analyze(article, &whosaid::Options::default());
    let json = serde_json::to_value(&analysis).expect("an analysis is always valid JSON");
    let mut found = BTreeSet::new();
    keys(&json, &mut found);
    assert!(found.len() >= 20, "the sample has actors and attributions: {found:?}");
    let missing: Vec<&String> = found
        .iter()
        .filter(|name| {
            !types.contains(&format!("{name}:")) && !types.contains(&format!("{name}?:"))
        })
        .collect();
    assert!(missing.is_empty(), "not in whosaid.d.ts: {missing:?}");
}

#[test]
fn every_act_is_in_the_published_types() {
    let types = include_str!("../www/whosaid.d.ts");
    let rust = include_str!("../src/lexicon/acts.rs");
    let acts = rust
        .split_once("pub enum Act {")
        .and_then(|(_, rest)| rest.split_once('}'))
        .expect("the acts are an enum")
        .0;
    let variants = acts.lines().map(str::trim).filter(|line| line.ends_with(','));
    let names: Vec<String> = variants
        .filter(|line| !line.starts_with('/') && !line.starts_with('#'))
        .map(|line| line.trim_end_matches(',').to_lowercase())
        .collect();
    assert!(names.len() > 10 && names.contains(&"say".to_owned()), "{names:?}");
    for act in names {
        assert!(types.contains(&format!("\"{act}\"")), "{act} is not in whosaid.d.ts");
    }
}
