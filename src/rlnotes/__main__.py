"""The command line as a module: `python -m rlnotes`."""

from rlnotes.cli.main import main

if __name__ == "__main__":
    main()
