//! Take and give back the terminal, input, signals, worker, the loop.
