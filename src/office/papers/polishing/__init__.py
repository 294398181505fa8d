"""Wording polished by a service on the own network, where the place has set one up."""
