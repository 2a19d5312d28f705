//! Contextual families: who a school can fairly be compared with.
