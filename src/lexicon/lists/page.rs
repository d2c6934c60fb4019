//! Words of web pages: names of classes, labels and parts that are, or are not, the story.
