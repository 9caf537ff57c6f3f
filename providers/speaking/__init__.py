"""Speech made on this machine: the espeak-ng engine in a process of its own, and when each word is heard."""
