//! One macro for the field's closed lists: a variant, the code it is stored under, and the words a page shows.

/// A stored code that this version does not know. Whoever reads it must refuse, never guess.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{list} has no code {code:?}")]
pub struct UnknownCode {
    /// The list that was asked.
    pub list: &'static str,
    /// What was found.
    pub code: String,
}

/// Declares an enum whose variants each have a stable code and plain words.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $words] $(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code under which it is stored and sent. Never changes once released.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The words a page shows.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }

            /// # Errors
            /// [`UnknownCode`](crate::code::UnknownCode) when the list has no such code.
            pub fn from_code(code: &str) -> Result<Self, $crate::code::UnknownCode> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::code::UnknownCode { list: stringify!($name), code: code.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.words())
            }
        }
    };
}
