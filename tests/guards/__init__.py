"""What import-linter cannot see. Each guard takes the tree, or a part of it, and says what is wrong with it."""
