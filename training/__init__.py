"""Makes the weights of Whosaid's tagger from labelled news text. See README.md."""
