"""Who may see whom: the gate, mandates, care relations, consents, blocks."""
