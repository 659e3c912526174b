//! Who somebody is: found in spite of how it was typed, compared with others, and decided.

mod matcher;
mod review;
mod same_person;
mod second;
mod sides;
mod weighing;
