"""Who may answer before anything is read: statements, spreadsheets, holders of offices, each document by itself."""
