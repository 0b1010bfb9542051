"""Accounts, the thing everything hangs on: suppliers, distributors, individual agents, peripheral contacts."""
