"""Turn files into records: the only package that imports yaml.

A new kind of record needs a dataclass in ``model``, a line in ``places.KINDS`` and a folder
under ``seeds/registry``; its JSON Schema and its messages follow from these.
"""
