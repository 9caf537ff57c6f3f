"""The command as a module: `python -m cli`."""

from cli.app import main

main()
