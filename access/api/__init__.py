"""What all addresses for programs have in common, whatever they are about: who asks, and how it is told."""
