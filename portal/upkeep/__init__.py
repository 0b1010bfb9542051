"""How the instance itself is: checks, regular jobs, queues, figures for machines."""
