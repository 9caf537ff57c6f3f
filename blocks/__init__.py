"""The one door for settings: flow parameters first, then the environment; a vendor's keys also in saved blocks."""
