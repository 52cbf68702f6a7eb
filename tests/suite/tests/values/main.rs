//! Every type that a struct can declare: its values cross the wire unchanged, its column settles, and it is pulled back.

mod arrays;
mod columns;
mod composites;
mod domains;
mod flatten;
mod newtypes;
mod other_clocks;
mod pulled;
mod ranges;
mod scalars;
mod shapes;
mod transforms;
mod world;
