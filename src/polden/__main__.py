"""``python -m polden``."""

from polden.cli import main

main()
