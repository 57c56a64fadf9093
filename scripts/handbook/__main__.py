"""``python -m handbook``, and the program ``handbook``; Ctrl-C gives a message instead of a traceback, even during imports."""

from __future__ import annotations

from handbook import faults


def main() -> None:
    """Run the command on the command line."""
    faults.listen()
    try:
        from handbook.cli import run

        run()
    except BaseException as error:
        if faults.comes_of_interrupt(error):
            faults.interrupted()
        faults.listen_no_more()
        raise
    faults.listen_no_more()


if __name__ == "__main__":
    main()
