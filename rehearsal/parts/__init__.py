"""One file per vendor: which calls it takes and what its answers look like. Being here is what puts it on the cast."""
