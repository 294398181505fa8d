"""Who may come in, and what each may see: areas, offices, persons, access, audit."""
