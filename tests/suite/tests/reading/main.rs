//! Reading: projections with relations, joins, groups, trees, pages, locks and streams, on a real server.

mod differential;
mod expressions;
mod hostile;
mod joins;
mod pages;
mod projections;
