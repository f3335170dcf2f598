"""`python -m swcareers` is the command `swcareers`, where no script is on the path."""

from swcareers.cli import main

if __name__ == "__main__":
    main()
