//! What a name names: person, organisation, country, place, people, or nothing of interest.
//!
//! Takes [`Units`](super::units::Units) and [`Name`](super::names::name::Name)s; gives a
//! [`JudgedName`](judge::JudgedName) for each.

pub mod evidence;
pub mod judge;
