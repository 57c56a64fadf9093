"""The project as Sphinx knows it: its settings and our defaults for them, the files and translations that it names, Sphinx's pickles."""
