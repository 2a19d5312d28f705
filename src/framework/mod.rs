//! What a network means: stages, phases, sources, rules and the words for them, as data from `assets/`.
