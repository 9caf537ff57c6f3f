"""Stand-ins for the vendors' HTTP APIs on loopback: they take orders, play faults on request and hand out real clips."""
