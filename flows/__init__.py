"""Sentences: one Prefect flow a file, each reads like the pipeline diagram."""
