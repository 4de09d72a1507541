class Trouble(Exception):
    """Something the reader must mend. Its text is one line that says what and how."""
