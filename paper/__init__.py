"""HTML to PDF. Knows nobody: what it prints is handed in."""
