"""The site: its builder, its pages with what Sphinx and other extensions add to them, its index and its static files."""
