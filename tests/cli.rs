//! The command line, run as a program.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples/voa-syria-2016-09-09.txt");
const EMOJI: &str = "🌷🌷 Taxes will rise, Ann Lee said on Friday.";

/// Runs `whosaid` with `arguments`, split at spaces, and `input` as standard input.
fn whosaid(arguments: &str, input: impl AsRef<[u8]>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.as_ref().to_vec();
    // a program that stops on a wrong argument does not read its input
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the input is written");
    output
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("output is UTF-8")
}

fn errors(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("messages are UTF-8")
}

fn json_of(output: &Output) -> Value {
    serde_json::from_str(out(output)).unwrap_or_else(|e| panic!("{e}: {}", out(output)))
}

fn paragraph_end(arguments: &str) -> Value {
    json_of(&whosaid(arguments, EMOJI))["paragraphs"][0][1].clone()
}

#[test]
fn an_article_on_standard_input_gives_its_analysis() {
    let output = whosaid("", "Taxes will rise, Ann Lee said on Friday.");
    assert!(output.status.success());
    assert_eq!(json_of(&output)["schema"], 1);
    assert_eq!(errors(&output), "");
}

#[test]
fn offsets_count_what_was_asked_for() {
    assert_eq!(paragraph_end(""), EMOJI.encode_utf16().count());
    assert_eq!(paragraph_end("--offsets utf16"), EMOJI.encode_utf16().count());
    assert_eq!(paragraph_end("--offsets utf8"), EMOJI.len());
    assert_eq!(paragraph_end("--offsets=chars -"), EMOJI.chars().count());
}

#[test]
fn json_is_the_analysis_of_the_library() {
    let text = std::fs::read_to_string(SAMPLE).expect("the sample is there");
    let analysis = whosaid::analyze(&text, &whosaid::Options::default());
    let output = whosaid(&format!("--offsets utf8 {SAMPLE}"), "");
    assert_eq!(serde_json::from_str::<whosaid::Analysis>(out(&output)).ok(), Some(analysis));
}

#[test]
fn json_lines_keep_their_ids_and_a_bad_line_does_not_stop_the_rest() {
    let input = "{\"id\": \"a\", \"text\": \"Taxes will rise, Ann Lee said.\"}\n\nnot json\n\
        {\"id\": 7}\n{\"text\": \"x\"}\n[1]\n{\"id\": {\"n\": 1}, \"text\": 5}\n\
        {\"id\": \"s\", \"text\": \"\\ud800\"}\n{\"id\": 2, \"text\": \"\"}";
    let output = whosaid("--format jsonl --offsets chars", input);
    let lines: Vec<Value> =
        out(&output).lines().map(|l| serde_json::from_str(l).expect("each line is JSON")).collect();
    let ids: Vec<&Value> = lines.iter().map(|l| &l["id"]).collect();
    assert_eq!(
        ids,
        [
            &json!("a"),
            &Value::Null,
            &json!(7),
            &Value::Null,
            &Value::Null,
            &json!({"n": 1}),
            &Value::Null,
            &json!(2)
        ]
    );
    let failed: Vec<&Value> =
        lines.iter().filter(|l| l["error"].is_string()).map(|l| &l["line"]).collect();
    assert_eq!(failed, [3, 4, 5, 6, 7, 8]);
    assert_eq!((&lines[0]["schema"], &lines[0]["paragraphs"]), (&json!(1), &json!([[0, 30]])));
    assert_eq!(lines[7]["notice"]["code"], "empty");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_line_that_is_not_json_is_told_by_its_own_number_and_no_other() {
    let output =
        whosaid("--format jsonl", "{\"id\": 1, \"text\": \"It rained.\"}\nnot json\n{\"id\": 2\n");
    let bad: Vec<Value> = out(&output)
        .lines()
        .skip(1)
        .map(|l| serde_json::from_str(l).expect("each line is JSON"))
        .collect();
    for (line, number) in bad.iter().zip([2, 3]) {
        let error = line["error"].as_str().expect("it cannot be read");
        assert!(
            line["line"] == number && error.contains(" at column ") && !error.contains(" line 1"),
            "{line}"
        );
    }
    assert_eq!(bad.len(), 2);
}

#[test]
fn standard_input_has_a_name_in_tables_and_messages() {
    let table = whosaid("--format csv", "Taxes will rise, Ann Lee said on Friday.");
    assert!(out(&table).contains("\r\n\"standard input\",\"0\",\"statement\","), "{}", out(&table));
    assert!(errors(&whosaid("", "")).starts_with("whosaid: standard input: "));
}

#[test]
fn good_json_lines_end_well() {
    let output = whosaid("--format jsonl", "{\"id\":1,\"text\":\"It rained.\"}\r\n");
    assert_eq!((output.status.code(), out(&output).lines().count()), (Some(0), 1));
}

#[test]
fn bytes_that_are_not_utf8_are_refused_with_a_remedy() {
    let output = whosaid("", b"caf\xe9".as_slice());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        errors(&output).contains("byte 3") && errors(&output).contains("iconv"),
        "{}",
        errors(&output)
    );
    let lines = whosaid(
        "--format jsonl",
        b"{\"id\":1,\"text\":\"caf\xe9\"}\n{\"id\":2,\"text\":\"It rained.\"}\n".as_slice(),
    );
    assert_eq!((lines.status.code(), out(&lines).lines().count()), (Some(1), 2));
}

#[test]
fn a_file_that_is_missing_does_not_stop_the_others() {
    let output = whosaid(&format!("--format csv no-such-file.txt {SAMPLE}"), "");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("no-such-file.txt"), "{}", errors(&output));
    assert!(out(&output).starts_with("document,id,tier,") && out(&output).contains("\r\n"));
}

#[test]
fn a_wrong_command_line_says_what_would_be_right() {
    for (arguments, remedy) in [
        ("--format xml", "jsonld"),
        ("--offsets words", "utf16"),
        ("--nonsense", "--help"),
        ("--format", "jsonl"),
    ] {
        let output = whosaid(arguments, "");
        assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{arguments}");
        assert!(errors(&output).contains(remedy), "{arguments}: {}", errors(&output));
    }
}

#[test]
fn help_and_version_are_printed() {
    assert!(out(&whosaid("--help", "")).contains("--offsets"));
    assert_eq!(out(&whosaid("-V", "")).trim(), format!("whosaid {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_notice_stands_in_the_result_and_on_standard_error() {
    let output = whosaid(
        "",
        "Le président a déclaré que les impôts ne vont pas augmenter dans les prochaines années.",
    );
    assert_eq!(json_of(&output)["notice"]["code"], "not-english");
    assert!(errors(&output).contains("French"), "{}", errors(&output));
    let forced =
        whosaid("--assume-english", "Le président a déclaré que les impôts ne vont pas augmenter.");
    assert_eq!(json_of(&forced)["notice"], Value::Null);
}

#[test]
fn annotations_are_written_as_json_ld() {
    let output = whosaid(&format!("--format jsonld {SAMPLE}"), "");
    assert_eq!(json_of(&output)["@context"], "http://www.w3.org/ns/anno.jsonld");
}

/// A folder with two articles as texts, one of them in a folder of its own, and two as lines.
fn folder_of_articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is a place for it");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write("a.txt", "Taxes will rise, Ann Lee said on Friday.");
    write("in/b.txt", "Ann Lee said on Monday that taxes will fall after all.");
    write("notes.md", "Taxes will stay, Cy Fox said.");
    write("page.html", "Taxes will stay, Cy Fox said.");
    let lines = [
        json!({"id": "c", "text": "“No,” an aide said.", "title": "<i>No</i>",
            "author": "Bo Ek", "date": "2026-12-01T08:00:00Z"}),
        json!({"text": "Schools will close, Ann Lee said.", "author": ["Bo Ek", "Di Gil"]}),
    ];
    write("lines.jsonl", &format!("{}\n\n{}\n", lines[0], lines[1]));
    folder
}

#[test]
fn a_report_adds_up_texts_folders_and_lines() {
    let folder = folder_of_articles();
    let path = folder.path().to_str().expect("its name is plain");
    let voices = whosaid(&format!("report --format voices {path}"), "");
    assert_eq!((voices.status.code(), errors(&voices)), (Some(0), ""));
    assert!(out(&voices).contains("\"Ann Lee\",\"named\",\"\",\"3\","), "{}", out(&voices));
    assert!(!out(&voices).contains("Cy Fox"), "a file of another kind is no article");
    let to = folder.path().join("out");
    let written = whosaid(&format!("report --to {} {path}", to.display()), "");
    assert_eq!(out(&written).lines().count(), 6, "{}", out(&written));
    let file = |name: &str| std::fs::read_to_string(to.join(name)).expect("it is written");
    let first = file("report.html");
    whosaid(&format!("report --to {} {path}", to.display()), "");
    assert_eq!(file("report.html"), first, "a report is no article of the next one");
    assert!(file("report.html").contains("&lt;i&gt;No&lt;/i&gt;"));
    assert!(file("report.html").contains("4\u{a0}articles"));
    assert!(file("authors.csv").contains("\"Di Gil\",\"1\","));
    assert!(file("months.csv").contains("\"2026-12\",\"1\","));
    assert!(file("flags.csv").contains("\"speaker not named\",\"An aide\""));
    assert!(file("articles.csv").starts_with("\u{feff}document,title,"));
}

#[test]
fn a_report_tells_what_it_could_not_read_and_goes_on() {
    let folder = folder_of_articles();
    let path = folder.path().to_str().expect("its name is plain");
    std::fs::write(folder.path().join("bad.jsonl"), "{\"id\": 1}\nno\n").expect("written");
    let output = whosaid(&format!("report {path} no-such-file.txt"), "");
    assert_eq!(output.status.code(), Some(1));
    for part in ["bad.jsonl, line 1", "bad.jsonl, line 2", "no-such-file.txt"] {
        assert!(errors(&output).contains(part), "{part} in {}", errors(&output));
    }
    assert!(out(&output).contains("4\u{a0}articles"));
}

#[test]
fn two_versions_are_compared() {
    let folder = folder_of_articles();
    let of = |name: &str| folder.path().join(name).display().to_string();
    let (a, b) = (of("a.txt"), of("in/b.txt"));
    let table = whosaid(&format!("compare --format csv {a} {b}"), "");
    assert_eq!(table.status.code(), Some(0));
    assert!(out(&table).starts_with("change,speaker_before,"), "{}", out(&table));
    assert!(out(&table).contains("Ann Lee"), "{}", out(&table));
    let page = whosaid(&format!("compare {a} {b}"), "");
    assert!(out(&page).starts_with("<!doctype html>") && out(&page).contains("Two versions"));
    let missing = whosaid(&format!("compare {a} no-such-file.txt"), "");
    assert_eq!((missing.status.code(), out(&missing)), (Some(1), ""));
}

#[test]
fn quotations_are_checked_against_a_transcript() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/quotation_check");
    let article = "“We will sell the port,” Mayor Ann Lee said. “You can’t build another one,” she \
                   said.";
    let output = whosaid(&format!("check - {folder}/speech.txt"), article);
    assert!(output.status.success(), "{}", errors(&output));
    let table = out(&output);
    assert!(table.starts_with("1 of 2 are word for word\n"), "{table}");
    assert!(table.contains("Differs (a negation differs): Ann Lee\n"), "{table}");
    assert!(table.contains("will [-not-] sell the port"), "{table}");
    let json = json_of(&whosaid(&format!("check --json - {folder}/speech.txt"), article));
    assert_eq!(json["statements"][0]["verdict"], "different");
    assert_eq!(json["statements"][1]["verdict"], "word-for-word");
    assert_eq!(json["statements"][1]["places"][0]["text"], "You can't build another one");
    // a transcript's control characters would be obeyed by a terminal
    let article = "“We will\u{1b}[31m sell the\u{9b}7m port,” Mayor Ann Lee said.";
    let table = whosaid(&format!("check --assume-english - {folder}/speech.txt"), article);
    assert!(out(&table).contains("sell the"), "{}", out(&table));
    assert!(!out(&table).contains(|c: char| c.is_control() && c != '\n'), "{}", out(&table));
    let output = whosaid("check - -", article);
    assert!(!output.status.success() && errors(&output).contains("only one"));
    let output = whosaid("check - none.txt", article);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("none.txt"), "{}", errors(&output));
}
