"""Who exists: patients and their identities, professionals, units, providers, assignments, logins."""
