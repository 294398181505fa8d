"""How a reading comes into the database."""
