"""What text models are asked for: one file a purpose, with the answer's shape and the rules it is checked by."""
