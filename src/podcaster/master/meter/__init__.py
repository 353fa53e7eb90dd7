"""The meters: loudness to BS.1770 and R 128, true peak, window by window, in any order."""
