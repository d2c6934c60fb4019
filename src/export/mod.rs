//! Other formats of an analysis: W3C Web Annotation JSON-LD, CSV, text fragments.
