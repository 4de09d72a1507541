"""The review of the log: who has read whom, and whether they had any business there. It shows nothing that was read."""
