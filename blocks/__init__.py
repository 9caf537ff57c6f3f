"""The one door for settings: flow parameters first, then saved blocks, then the environment."""
