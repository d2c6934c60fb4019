//! `cargo bench --package stages`: each stage of the analysis by itself, on what the stage before
//! it gives, and all of them together.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use stages::article;
use std::hint::black_box;
use whosaid::analysis::Analysis;
use whosaid::export::{self, Fragments};
use whosaid::text::{Document, OffsetMap, Utf16};
use whosaid::{ENGLISH, Options, actors, analyze, attribution, provenance};

/// Lengths in words: two, so that a stage that does not grow with the text alone is seen.
const LENGTHS: [usize; 2] = [1_000, 10_000];

fn stages(criterion: &mut Criterion) {
    for words in LENGTHS {
        let text = article(words);
        let document = Document::read(&text);
        let evidence = ENGLISH.tagger().evidence(&text);
        let drafts = attribution::find(&document, &evidence);
        let mentions = actors::mentions(&document, ENGLISH.names());
        let cast = actors::resolve(&document, mentions.clone(), &drafts, ENGLISH.ranker());
        let analysis = analyze(&text, &Options::default());
        let mut group = criterion.benchmark_group(format!("{words} words"));
        group.sample_size(10).throughput(Throughput::Elements(words as u64));
        group.bench_function("1 text", |b| b.iter(|| Document::read(black_box(&text))));
        group
            .bench_function("2 tagger", |b| b.iter(|| ENGLISH.tagger().evidence(black_box(&text))));
        group.bench_function("3 attributions", |b| {
            b.iter(|| attribution::find(black_box(&document), black_box(&evidence)))
        });
        group.bench_function("4 mentions", |b| {
            b.iter(|| actors::mentions(black_box(&document), ENGLISH.names()))
        });
        group.bench_function("5 actors", |b| {
            b.iter_batched(
                || mentions.clone(),
                |mentions| {
                    actors::resolve(black_box(&document), mentions, &drafts, ENGLISH.ranker())
                },
                BatchSize::LargeInput,
            )
        });
        group.bench_function("6 finish", |b| {
            b.iter_batched(
                || drafts.clone(),
                |drafts| {
                    let origins = provenance::find(&document, &drafts, &cast);
                    whosaid::assemble(black_box(&document), drafts, &cast, origins)
                },
                BatchSize::LargeInput,
            )
        });
        group.bench_function("all", |b| b.iter(|| analyze(black_box(&text), &Options::default())));
        group.finish();
        after(criterion, words, &text, &analysis);
    }
}

/// Measures what is made of an analysis: other offsets and the formats.
fn after(
    criterion: &mut Criterion,
    words: usize,
    text: &str,
    analysis: &Analysis<whosaid::text::Byte>,
) {
    let mut group = criterion.benchmark_group("after");
    group.sample_size(10);
    group.bench_with_input(BenchmarkId::new("UTF-16", words), text, |b, text| {
        b.iter(|| analysis.convert::<Utf16>(&OffsetMap::new(black_box(text))));
    });
    group.bench_with_input(BenchmarkId::new("JSON-LD", words), text, |b, text| {
        b.iter(|| export::annotations(black_box(text), analysis, ""))
    });
    group.bench_with_input(BenchmarkId::new("CSV", words), text, |b, text| {
        b.iter(|| export::csv::<Utf16>(&export::Findings::new("", "", black_box(text), analysis)))
    });
    group.bench_with_input(BenchmarkId::new("links to all contents", words), text, |b, text| {
        b.iter(|| {
            let links = Fragments::new(black_box(text));
            analysis.attributions.iter().filter_map(|a| links.link(a.content[0])).count()
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
