"""Cost reports: plain rows become tables, plots and pages. Knows no database and no Prefect."""
