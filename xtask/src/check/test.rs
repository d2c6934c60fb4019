//! `cargo xtask test`: every check of the project, one after another. A failed check does not keep
//! the others from running.

use super::counts::{Count, Outcome};
pub use super::steps::Step;
use crate::project::Project;
use crate::report;
use crate::setup::{Need, Tools};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::time::{Duration, Instant};

/// Time from which setting up has a row of its own in the summary.
const SETTING_UP: Duration = Duration::from_secs(5);

/// Runs the steps named, or all; `words` go to the test programs.
///
/// # Errors
///
/// Where anything fails.
pub fn test(project: &Project, chosen: &[Step], words: &[String]) -> Result<()> {
    let all = Step::value_variants();
    let steps = all.iter().filter(|step| chosen.is_empty() || chosen.contains(step));
    let mut needs: Vec<Need> = Vec::new();
    for need in steps.clone().flat_map(|step| step.needs()) {
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
    let begun = Instant::now();
    let wished: Vec<Need> = steps.clone().filter_map(|step| step.wish()).collect();
    let tools = Tools::ready_with(project, &needs, &wished)?;
    let mut summary = Summary::default();
    if begun.elapsed() > SETTING_UP {
        summary.rows.push(row("(setting up)", None, begun.elapsed()));
    }
    for step in steps {
        summary.run(*step, project, &tools, words);
    }
    summary.rows.push(row("all", Some(summary.total), begun.elapsed()));
    summary.print();
    let failed = &summary.failed;
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    // A misspelt word chooses no test, which must not pass for success.
    let names: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
    let is_list = words.iter().any(|word| word == "--list");
    if summary.total == Count::default() && !names.is_empty() && !is_list {
        bail!("nothing was tested: there is no test of {} here", names.join(" or "));
    }
    Ok(())
}

/// The outcomes of the steps.
#[derive(Default)]
struct Summary {
    rows: Vec<Vec<String>>,
    total: Count,
    /// Names of the steps that failed.
    failed: Vec<String>,
}

impl Summary {
    fn run(&mut self, step: Step, project: &Project, tools: &Tools, words: &[String]) {
        let value = step.to_possible_value().expect("every step has a name");
        let name = value.get_name();
        let about = value.get_help().map(ToString::to_string).unwrap_or_default();
        report::heading(&format!("{name}: {about}"));
        let begun = Instant::now();
        let Outcome { count, failure } =
            step.run(project, tools, words).unwrap_or_else(|why| Outcome::failed(&why));
        if let Some(why) = failure {
            report::note(&format!("FAILED: {why}"));
            self.failed.push(name.to_owned());
        }
        self.total.passed += count.passed;
        self.total.failed += count.failed;
        let time = report::duration(begun.elapsed());
        report::note(&format!("{name}: {} passed, {} failed, {time}", count.passed, count.failed));
        self.rows.push(row(name, Some(count), begun.elapsed()));
    }

    fn print(&self) {
        let head = ["step", "passed", "failed", "time"].map(str::to_owned).to_vec();
        report::heading("Summary (a check without tests of its own counts as one)");
        report::table(&[&[head], &self.rows[..]].concat());
        println!("\n{} passed, {} failed", self.total.passed, self.total.failed);
    }
}

fn row(name: &str, count: Option<Count>, time: Duration) -> Vec<String> {
    let number =
        |of: fn(Count) -> usize| count.map_or(String::new(), |count| of(count).to_string());
    vec![
        name.to_owned(),
        number(|count| count.passed),
        number(|count| count.failed),
        report::duration(time),
    ]
}
