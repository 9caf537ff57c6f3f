"""Verbs: thin Prefect tasks around one call each, a room for each stage; where parts meet are `wiring` and `orders`."""
