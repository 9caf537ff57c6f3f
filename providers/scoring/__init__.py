"""A music bed composed and played on this machine with numpy."""
