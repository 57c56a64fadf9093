"""From records to files for other software: pure functions to text."""
