-- +goose Up
-- Indexes are for uniqueness alone: DuckDB reads columns whole anyway, and writes a row anew where an
-- indexed column of it changes.
create table items (
	name varchar not null primary key,
	title varchar not null,
	description varchar not null,
	scheme varchar not null,
	pattern varchar not null,
	since bigint,
	created bigint,
	document blob not null,
	given bigint not null,
	edition bigint not null,
	folded varchar not null -- name, title and description, for the search
);

create table versions (
	item varchar not null,
	number varchar not null,
	seq bigint not null,
	line varchar not null,
	written varchar not null,
	state varchar not null,
	created bigint,
	expires bigint,
	parents varchar not null,
	asked varchar not null,
	revision varchar not null,
	description varchar not null,
	author varchar not null,
	published bigint,
	digest varchar not null,
	entry blob not null,
	status varchar not null,
	history varchar not null,
	due bigint -- when a reserved version lapses
);
create unique index versions_number on versions (item, number);
create unique index versions_seq on versions (item, seq);

create table marks (
	item varchar not null,
	kind varchar not null,
	number varchar not null,
	primary key (item, kind)
);

create table answers (
	scope varchar not null,
	request varchar not null,
	fingerprint varchar not null,
	body blob not null,
	created bigint,
	primary key (scope, request)
);

create table products (
	name varchar not null primary key,
	document blob not null,
	edition bigint not null,
	changed bigint
);

create table bundles (
	product varchar not null,
	version varchar not null,
	document blob not null,
	created bigint,
	seq bigint not null,
	primary key (product, version)
);
create unique index bundles_seq on bundles (product, seq);

create table audit (
	seq bigint not null primary key,
	happened bigint,
	who varchar not null,
	origin varchar not null,
	request varchar not null,
	action varchar not null,
	item varchar not null,
	version varchar not null,
	detail varchar not null
);
create table audit_count (n bigint not null);
insert into audit_count (n) values (0);

create table tokens (
	id varchar not null primary key,
	name varchar not null,
	hash blob not null,
	role varchar not null,
	items varchar not null,
	created bigint,
	expires bigint,
	used bigint,
	revoked bigint
);
create unique index tokens_name on tokens (name);

create table cursors (
	name varchar not null primary key,
	seq bigint not null
);
