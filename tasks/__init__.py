"""Verbs: thin Prefect tasks around one call each, and the two places where parts meet (`wiring`, `fulfil`)."""
