"""Agreements (överenskommelser): what matters to me, what I and my network do, what care does, what comes next."""
