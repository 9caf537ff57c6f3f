"""What a film costs this machine: our engine beside MoviePy and beside x264 alone, in one run (`make bench`)."""
