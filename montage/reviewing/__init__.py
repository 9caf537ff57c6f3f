"""The parts of a review: what a finished file holds, what is seen and heard in it, what is read on it."""
