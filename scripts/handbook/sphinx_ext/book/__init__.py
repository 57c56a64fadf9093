"""The books as Sphinx builders, PDF and EPUB: ``handbook.printing`` makes them, this package adds the hand-written pages."""
