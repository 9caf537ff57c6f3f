"""Narrations, when their words sound, and whose voice it is."""
