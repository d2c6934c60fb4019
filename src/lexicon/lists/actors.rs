//! Nouns and phrases of actors: people, bodies, roles, unnamed sources, and how they are referred
//! to.
