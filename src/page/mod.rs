//! The page: its text as a map, ranges for spans, painters, pointing.
