//! Closed classes that several stages ask for: prepositions, particles, auxiliaries, negation.
