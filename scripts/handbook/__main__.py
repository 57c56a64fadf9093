"""``python -m handbook``."""

from handbook.cli import run

run()
