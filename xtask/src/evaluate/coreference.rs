//! Coreference of the GUM corpus and of our analyses in the form that `score_actors.py` compares.
//!
//! Takes lines of either; gives lines `{"id", "text", "actors", "attributions": []}` with all that
//! Whosaid marks: persons and organisations by any words, places by name. Other things that GUM
//! marks (abstracts, events, times, objects ...) are no actors and left out; places count as actors
//! on both sides, since GUM does not tell a country that acts from one that only locates.

use serde_json::{Map, Value, json};

/// A line of the corpus in that form; `None` if its document is not in one of `folds`.
pub fn gold(line: &Value, folds: &[&str]) -> Option<Value> {
    if !folds.contains(&line["meta"]["split"].as_str().unwrap_or_default()) {
        return None;
    }
    let marked = |m: &&Value| match m["type"].as_str() {
        Some("person" | "organization") => true,
        Some("place") => m["kind"] == "name",
        _ => false,
    };
    let mut clusters: Map<String, Value> = Map::new();
    for mention in line["mentions"].as_array().into_iter().flatten().filter(marked) {
        let mentions = clusters.entry(mention["cluster"].to_string()).or_insert_with(|| json!([]));
        if let Some(mentions) = mentions.as_array_mut() {
            mentions.push(json!({ "span": mention["span"], "head": mention["head"] }));
        }
    }
    let actors: Vec<Value> = clusters
        .into_iter()
        .map(|(id, mentions)| json!({ "id": id, "name": id, "mentions": mentions }))
        .collect();
    Some(json!({ "id": line["id"], "text": line["text"], "actors": actors, "attributions": [] }))
}

/// A line of our analyses in that form: places become actors.
pub fn prediction(line: &Value) -> Value {
    let list = |key: &str| line[key].as_array().cloned().unwrap_or_default();
    let actors: Vec<Value> = list("actors")
        .iter()
        .chain(&list("places"))
        .enumerate()
        .map(
            |(id, actor)| json!({ "id": id, "name": actor["name"], "mentions": actor["mentions"] }),
        )
        .collect();
    json!({ "id": line["id"], "actors": actors, "attributions": [] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus_line() -> Value {
        let mention = |span: [u64; 2], what: &str, cluster: u64| {
            let mut mention = json!({ "span": span, "head": span, "kind": "name" });
            mention["type"] = what.into();
            mention["cluster"] = cluster.into();
            mention
        };
        json!({
            "id": "d",
            "text": "Ann came to Rome on Monday.",
            "meta": { "split": "dev" },
            "mentions": [
                mention([0, 3], "person", 1),
                mention([12, 16], "place", 2),
                mention([20, 26], "time", 3),
            ],
        })
    }

    #[test]
    fn only_actors_and_places_are_kept() {
        let actors =
            gold(&corpus_line(), &["dev"]).map(|g| g["actors"].as_array().map_or(0, Vec::len));
        assert_eq!(actors, Some(2));
    }

    #[test]
    fn documents_of_other_folds_are_left_out() {
        assert_eq!(gold(&corpus_line(), &["test"]), None);
    }

    #[test]
    fn places_are_compared_like_actors() {
        let ours = json!({
            "id": "d",
            "actors": [{ "id": 0, "name": "Ann", "mentions": [] }],
            "places": [{ "name": "Rome", "mentions": [] }],
        });
        let ids: Vec<Value> = prediction(&ours)["actors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| a["id"].clone())
            .collect();
        assert_eq!(ids, [json!(0), json!(1)]);
    }
}
