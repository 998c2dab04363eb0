"""What earlier runs left in the store: nobody is asked."""
