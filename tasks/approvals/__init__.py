"""Wait for a person, who decides about exactly what they were shown."""
