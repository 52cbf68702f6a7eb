//! Random databases as scripts, the same for the same seed.
//!
//! In: a seed. Out: a script in which names of a small stock come again and again, so that two scripts have much in
//! common and differ in everything that can differ.
//! Never: asks the clock or the system for chance.
//! Start at [`script`].

mod beside;
mod rare;
mod table;

use std::fmt::Write as _;

/// A stream of numbers: splitmix64.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % end
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Each with this chance, in their order.
    fn some<T: Copy>(&mut self, from: &[T], percent: usize) -> Vec<T> {
        from.iter().copied().filter(|_| self.chance(percent)).collect()
    }
}

/// What is there already while a script is written.
#[derive(Debug, Default)]
struct World {
    sql: String,
    namespaces: Vec<&'static str>,
    /// Types with their default.
    types: Vec<(String, String)>,
    tables: Vec<table::Table>,
}

impl World {
    fn say(&mut self, statement: impl AsRef<str>) {
        let _ = writeln!(self.sql, "{};", statement.as_ref());
    }
}

/// The script of a seed.
pub fn script(seed: u64) -> String {
    let random = &mut Random(seed);
    let world = &mut World::default();
    world.namespaces = vec!["public"];
    for namespace in random.some(&["shop", "Back Office"], 60) {
        world.say(format!("CREATE SCHEMA \"{namespace}\""));
        world.namespaces.push(namespace);
    }
    beside::types(world, random);
    rare::types(world, random);
    beside::functions(world, random);
    rare::routines(world, random);
    table::tables(world, random);
    table::references(world, random);
    rare::tables(world, random);
    beside::indexes(world, random);
    beside::triggers(world, random);
    beside::views(world, random);
    beside::policies(world, random);
    rare::rest(world, random);
    beside::comments(world, random);
    std::mem::take(&mut world.sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_script() {
        assert_eq!(script(7), script(7));
        assert_ne!(script(7), script(8));
    }
}
