"""The configuration and the home page of the toy's site."""

CONF = """
project = "Toy"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "sphinx_timeline", "handbook.sphinx_ext"]
primary_domain = "hb"
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "fieldlist"]
smartquotes = False
exclude_patterns = ["_build", "_generated"]
html_theme = "handbook"
html_copy_source = False
html_domain_indices = False
"""
INDEX = """# Toy

```{hb:part} home
```

```{toctree}
:hidden:

actors/index
agreements/index
events/index
dossiers/index
years/index
as-of/index
timeline
sources/index
reference/conflicts
reference/coverage
reference/terms
reference/glossary
reference/overview
reference/bibliography
reference/data-model
reference/exports
reference/rules
how-to-read
about/index
about/method
```
"""
