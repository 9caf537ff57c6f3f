"""One file a step; steps that were released never change."""
