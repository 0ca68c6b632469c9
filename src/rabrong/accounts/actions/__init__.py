"""What is done to accounts: codes given and used, sessions ended, factors and agency sign-on kept. Each is recorded."""
