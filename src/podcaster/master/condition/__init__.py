"""What a recording suffers from, noted while the meters read it anyway."""
