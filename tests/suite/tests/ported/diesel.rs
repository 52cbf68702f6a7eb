//! Scenarios of Diesel's own tests and guides.

mod combining;
mod documents;
mod expressions;
mod filtering;
mod grouping;
mod inserting;
mod joining;
mod ordering;
mod relations;
mod selecting;
mod transacting;
mod updating;
mod upserting;
