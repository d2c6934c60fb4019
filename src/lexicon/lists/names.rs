//! Parts of names: particles, titles and endings that tell where a name begins and ends.
