//! The command line: articles in, analyses out.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use std::io::Read;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("standard input should be UTF-8");
    let analysis = whosaid::analyze(&text, &whosaid::Options::default());
    println!("{}", serde_json::to_string(&analysis).expect("an analysis is always valid JSON"));
}

#[cfg(target_arch = "wasm32")]
fn main() {}
