"""Runs the command line as ``python -m rabrong``."""

from rabrong.cli import main

if __name__ == "__main__":
    main()
