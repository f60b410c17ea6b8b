-- +goose Up
create table items (
	name text collate "C" not null primary key,
	title text not null,
	description text not null,
	scheme text not null,
	pattern text not null,
	since bigint,
	created bigint,
	document bytea not null,
	given bigint not null,
	edition bigint not null,
	folded text collate "C" not null -- name, title and description, for the search
) with (fillfactor = 70); -- rows change in their place

create table versions (
	item text collate "C" not null,
	number text collate "C" not null check (number > ''),
	seq bigint not null check (seq > 0),
	line text collate "C" not null,
	written text not null,
	state text not null,
	created bigint,
	expires bigint,
	parents text not null,
	asked text not null,
	revision text not null,
	description text not null,
	author text not null,
	published bigint,
	digest text not null,
	entry bytea not null,
	status text not null,
	history text not null,
	due bigint -- when a reserved version lapses
);
-- The conditions hold for all versions, of lines for all that are asked for. A statement says the one of the index which
-- is to answer it; without them, several indices may seem as good as each other.
create unique index versions_number on versions (item, number) where number > '';
create unique index versions_seq on versions (item, seq) where seq > 0;
create index versions_line on versions (item, line, seq) where line > '';
create index versions_due on versions (due) where due is not null;

create table marks (
	item text collate "C" not null,
	kind text collate "C" not null,
	number text not null,
	primary key (item, kind)
) with (fillfactor = 70);

create table answers (
	scope text collate "C" not null,
	request text collate "C" not null,
	fingerprint text not null,
	body bytea not null,
	created bigint,
	primary key (scope, request)
);

create table products (
	name text collate "C" not null primary key,
	document bytea not null,
	edition bigint not null,
	changed bigint
);

create table bundles (
	product text collate "C" not null,
	version text collate "C" not null,
	document bytea not null,
	created bigint,
	seq bigint not null,
	primary key (product, version)
);
create unique index bundles_seq on bundles (product, seq);

create table audit (
	seq bigint not null primary key,
	happened bigint,
	who text collate "C" not null,
	origin text not null,
	request text not null,
	action text not null,
	item text collate "C" not null,
	version text not null,
	detail text not null
);
create index audit_item on audit (item, seq);
create table audit_base (base bigint not null);
insert into audit_base (base) values (0);

create table tokens (
	id text collate "C" not null primary key,
	name text collate "C" not null,
	hash bytea not null,
	role text not null,
	items text not null,
	created bigint,
	expires bigint,
	used bigint,
	revoked bigint
);
create unique index tokens_name on tokens (name);

create table cursors (
	name text collate "C" not null primary key,
	seq bigint not null
);
