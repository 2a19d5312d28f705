//! The picture of the network as plain data.
