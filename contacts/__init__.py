"""Fixed contacts (fast vårdkontakt and its kin): who coordinates, and how to reach them."""
