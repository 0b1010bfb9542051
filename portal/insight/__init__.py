"""Company-wide figures for staff: who makes the profit, who leaves, what it costs. Read-only."""
