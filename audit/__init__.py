"""What was seen and done. Knows nobody: it copies ids and labels, and outlives what it names."""
