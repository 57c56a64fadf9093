"""Adding an article: the original into paragraphs and metadata, a draft of what it holds, one safe write, a person's review."""
