"""One file per vendor. Being here, with a `VENDOR`, is what registers it."""
