"""A brief becomes a script: written, read over, fitted, translated, edited."""
