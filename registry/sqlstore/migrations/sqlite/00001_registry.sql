-- +goose Up
create table items (
	name text not null primary key,
	title text not null,
	description text not null,
	scheme text not null,
	pattern text not null,
	since integer,
	created integer,
	document blob not null,
	given integer not null,
	edition integer not null,
	folded text not null -- name, title and description, for the search
) strict;

create table versions (
	item text not null,
	number text not null,
	seq integer not null,
	line text not null,
	written text not null,
	state text not null,
	created integer,
	expires integer,
	parents text not null,
	asked text not null,
	revision text not null,
	description text not null,
	author text not null,
	published integer,
	digest text not null,
	entry blob not null,
	status text not null,
	history text not null,
	due integer -- when a reserved version lapses
) strict;
create unique index versions_number on versions (item, number);
create unique index versions_seq on versions (item, seq);
create index versions_line on versions (item, line, seq);
create index versions_due on versions (due) where due is not null;

create table marks (
	item text not null,
	kind text not null,
	number text not null,
	primary key (item, kind)
) strict, without rowid;

create table answers (
	scope text not null,
	request text not null,
	fingerprint text not null,
	body blob not null,
	created integer,
	primary key (scope, request)
) strict;

create table products (
	name text not null primary key,
	document blob not null,
	edition integer not null,
	changed integer
) strict;

create table bundles (
	product text not null,
	version text not null,
	document blob not null,
	created integer,
	seq integer not null,
	primary key (product, version)
) strict;
create unique index bundles_seq on bundles (product, seq);

create table audit (
	seq integer not null primary key,
	happened integer,
	who text not null,
	origin text not null,
	request text not null,
	action text not null,
	item text not null,
	version text not null,
	detail text not null
) strict;
create index audit_item on audit (item, seq);
create table audit_count (n integer not null) strict;
insert into audit_count (n) values (0);

create table tokens (
	id text not null primary key,
	name text not null,
	hash blob not null,
	role text not null,
	items text not null,
	created integer,
	expires integer,
	used integer,
	revoked integer
) strict;
create unique index tokens_name on tokens (name);

create table cursors (
	name text not null primary key,
	seq integer not null
) strict, without rowid;
