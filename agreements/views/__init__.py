"""Pages about agreements: where staff write and sign, where units answer, and where the patient does."""
