"""What people see of a run: progress, its page, its report, a notification."""
