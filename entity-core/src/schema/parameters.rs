//! Parameters of tables, indexes, views and columns (`WITH (fillfactor = 70)`).

use std::ops::Deref;

/// Parameters as `name=value`, in the order in which the server keeps them.
///
/// Two lists are equal if they hold the same, because the order changes nothing but what a dump looks like.
#[derive(Clone, Debug, Default, Eq)]
pub struct Parameters(Vec<String>);

impl PartialEq for Parameters {
    fn eq(&self, other: &Self) -> bool {
        self.sorted() == other.sorted()
    }
}

impl Parameters {
    fn sorted(&self) -> Vec<&str> {
        let mut sorted: Vec<&str> = self.0.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        sorted
    }
}

impl From<Vec<String>> for Parameters {
    fn from(parameters: Vec<String>) -> Self {
        Self(parameters)
    }
}

impl Deref for Parameters {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_does_not_count() {
        let of = |all: &[&str]| Parameters::from(all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["b=1", "a=2"]), of(&["a=2", "b=1"]));
        assert_ne!(of(&["b=1", "a=2"]), of(&["a=2"]));
        assert_ne!(of(&["b=1"]), of(&["b=2"]));
    }
}
