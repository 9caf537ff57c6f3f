"""Reading briefs and writing scripts by rule."""
