"""What runs where: the local server, worker and deployments that `prefect.yaml` describes."""
