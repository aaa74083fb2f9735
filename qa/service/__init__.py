"""What people and programs use: the HTTP API (`api`), the command line (`cli`), a client of the API (`client`), and exports."""
