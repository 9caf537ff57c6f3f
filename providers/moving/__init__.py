"""Stills that move: a camera travelling slowly over a picture."""
