"""Motion graphics drawn on this machine: a scene is chosen from the words, painted frame by frame, and encoded."""
