"""What orchestration costs: how late a film is after its slowest vendor, what memory waiting takes, a batch on a fleet."""
