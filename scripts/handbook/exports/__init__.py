"""Turn records into files for other software: pure functions that return text."""
