//! Every check of the project: tests, dependencies, pictures, native against browser.

pub mod audit;
mod counts;
pub mod film;
pub mod gallery;
pub mod house;
pub mod native_vs_browser;
mod steps;
pub mod test;
