//! Declaring records and closed words: one declaration gives the line of the file, the form and the shell's `field=value`.

/// Declares an enum whose variants are single words, in the file and in what people type.
///
/// The word of a variant is also what the file holds. More words that mean the same may follow it.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident as $expected:literal { $($(#[$doc:meta])* $variant:ident = $word:literal $(| $also:literal)*,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word for it in the file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl $crate::model::Field for $name {
            fn text(&self) -> String {
                self.word().to_owned()
            }

            fn parse(text: &str) -> Result<Self, $crate::model::FieldError> {
                let known = |word: &str| match word {
                    $($word $(| $also)* => Some(Self::$variant),)*
                    _ => None,
                };
                // Most texts are the word as it is, for which nothing need be made.
                let read = known(text).or_else(|| known(&text.trim().to_lowercase().replace([' ', '-'], "_")));
                read.ok_or_else(|| $crate::model::FieldError::new(text, $expected))
            }

            fn words() -> Vec<&'static str> {
                vec![$($word),*]
            }
        }
    };
}
pub(crate) use words;

/// Declares a record: a struct whose fields are the line in the file, the form on the screen and the shell's `field=value`.
///
/// Fields stand in the file in the order given; a field after `@optional` is left out while it is blank.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* $field:ident $(as $word:literal)?: $type:ty,)* @optional $($(#[$odoc:meta])* $ofield:ident $(as $oword:literal)?: $otype:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$doc])* $(#[serde(rename = $word)])? pub $field: $type,)*
            $($(#[$odoc])* #[serde(default, skip_serializing_if = "crate::model::Field::is_blank" $(, rename = $oword)?)] pub $ofield: $otype,)*
        }

        impl $name {
            /// The names of the fields, in the order of the file.
            pub fn field_names() -> Vec<&'static str> {
                vec![$($crate::model::declare::word!($field $($word)?),)* $($crate::model::declare::word!($ofield $($oword)?),)*]
            }

            /// The fields that must be there, in the order of the file.
            pub fn required_names() -> Vec<&'static str> {
                vec![$($crate::model::declare::word!($field $($word)?),)*]
            }

            /// The words the field can hold; empty for a free field or no field.
            pub fn words_of(name: &str) -> Vec<&'static str> {
                use $crate::model::Field;
                $(if name == $crate::model::declare::word!($field $($word)?) { return <$type>::words(); })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) { return <$otype>::words(); })*
                Vec::new()
            }

            /// Whether the text of the field may have several lines.
            pub fn has_lines(name: &str) -> bool {
                use $crate::model::Field;
                $(if name == $crate::model::declare::word!($field $($word)?) { return <$type as Field>::has_lines(); })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) { return <$otype as Field>::has_lines(); })*
                false
            }

            /// The field as text, empty while it is blank; `None` if there is no such field.
            pub fn text_of(&self, name: &str) -> Option<String> {
                use $crate::model::Field;
                $(if name == $crate::model::declare::word!($field $($word)?) { return Some(self.$field.text()); })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) { return Some(self.$ofield.text()); })*
                None
            }

            /// Sets the field from text; an empty text blanks an optional field.
            pub fn set_text(&mut self, name: &str, text: &str) -> Result<(), $crate::model::FieldError> {
                use $crate::model::Field;
                $(if name == $crate::model::declare::word!($field $($word)?) { self.$field = Field::parse(text)?; return Ok(()); })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) { self.$ofield = Field::parse(text)?; return Ok(()); })*
                Err($crate::model::FieldError::new(name, concat!("a field of a ", stringify!($name))))
            }

            /// Whether both hold the same in a field.
            pub fn agrees_in(&self, other: &Self, name: &str) -> bool {
                $(if name == $crate::model::declare::word!($field $($word)?) { return self.$field == other.$field; })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) { return self.$ofield == other.$ofield; })*
                true
            }

            /// Takes a field as the other holds it.
            pub fn take_field(&mut self, other: &Self, name: &str) {
                $(if name == $crate::model::declare::word!($field $($word)?) { self.$field.clone_from(&other.$field); })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) { self.$ofield.clone_from(&other.$ofield); })*
            }

            /// Joins a field with what `theirs` made of it since `base`; a field that clashes stays, and the answer is no.
            pub fn join_field(&mut self, base: Option<&Self>, theirs: &Self, name: &str) -> bool {
                use $crate::model::Field;
                $(if name == $crate::model::declare::word!($field $($word)?) {
                    let joined = Field::join(base.map(|base| &base.$field), &self.$field, &theirs.$field);
                    return joined.map(|value| self.$field = value).is_some();
                })*
                $(if name == $crate::model::declare::word!($ofield $($oword)?) {
                    let joined = Field::join(base.map(|base| &base.$ofield), &self.$ofield, &theirs.$ofield);
                    return joined.map(|value| self.$ofield = value).is_some();
                })*
                true
            }

            /// A record from its fields as text; blank optional fields may be missing.
            pub fn from_texts(text_of: &dyn Fn(&str) -> Option<String>) -> Result<Self, $crate::model::FieldError> {
                use $crate::model::Field;
                Ok(Self {
                    $($field: Field::parse(&text_of($crate::model::declare::word!($field $($word)?)).unwrap_or_default())
                        .map_err(|error| error.of($crate::model::declare::word!($field $($word)?)))?,)*
                    $($ofield: Field::parse(&text_of($crate::model::declare::word!($ofield $($oword)?)).unwrap_or_default())
                        .map_err(|error| error.of($crate::model::declare::word!($ofield $($oword)?)))?,)*
                })
            }
        }
    };
}
pub(crate) use record;

/// The name of a field in the file: its own word, else the Rust name.
macro_rules! word {
    ($field:ident $word:literal) => {
        $word
    };
    ($field:ident) => {
        stringify!($field)
    };
}
pub(crate) use word;
