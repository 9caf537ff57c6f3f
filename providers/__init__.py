"""The house grammar of vendors (`base`, `registry`) and their dialects (`vendors/`, one file each)."""
