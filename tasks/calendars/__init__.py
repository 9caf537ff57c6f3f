"""Films that are planned: calendars and batches."""
