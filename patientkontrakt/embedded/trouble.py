class Trouble(Exception):  # noqa: N818 - what the reader has, in one line; not a fault of ours
    """Something the reader must mend. Its text is one line that says what and how."""
