//! The demo site, and what publishers host and install.

pub mod demo;
pub mod dist;
pub mod extension;
pub mod glue;
pub mod icons;
pub mod npm_package;
pub mod reproducible;
pub mod site;
pub mod sizes;
