"""How the database's shape came to be, step by step; run by `store.database.migrate`."""
