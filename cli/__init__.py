"""The `reelflow` command: one file a family of commands."""
