//! Reading: projections with relations, joins, groups, trees, pages, locks and streams, on a real server.

mod expressions;
mod joins;
mod pages;
mod projections;
