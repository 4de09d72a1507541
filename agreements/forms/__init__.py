"""Words and dates are checked here; the rules are in the verbs and in the database."""
