"""The unified plan: what you see when you look at the parts together. Nothing points at it."""
