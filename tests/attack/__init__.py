"""Attacks on what reads texts that others wrote: inputs made from the rules' own words, grammars and damage."""
