"""What was asked becomes a complete brief, checked before anything is spent."""
