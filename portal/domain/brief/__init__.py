"""What somebody should know before they call an account, gathered from everywhere its facts lie."""
