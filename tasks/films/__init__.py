"""Clips and voices become finished films: filmed, cut, finished, reviewed, delivered."""
