"""What happens next, and in whose hands. The spine that the parts share without knowing each other."""
