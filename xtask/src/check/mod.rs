//! Every check of the project: tests, dependencies, pictures, native against browser.

pub mod audit;
pub mod gallery;
pub mod house;
pub mod native_vs_browser;
pub mod test;
