"""Linking and extraction over an archive of articles, on one machine or many: ``handbook annotate``."""
