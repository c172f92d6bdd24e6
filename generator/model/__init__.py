"""The records of a chronicle: frozen values as a contributor wrote them, nothing derived."""
