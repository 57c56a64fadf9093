"""The version of this extension."""

VERSION = "1.0.0"
