-- +goose Up
create table items (
	name varbinary(255) not null primary key,
	title nvarchar(max) not null,
	description nvarchar(max) not null,
	scheme nvarchar(max) not null,
	pattern nvarchar(max) not null,
	since bigint,
	created bigint,
	document varbinary(max) not null,
	given bigint not null,
	edition bigint not null,
	folded nvarchar(max) collate Latin1_General_100_BIN2 not null -- name, title and description, for the search
);

create table versions (
	item varbinary(255) not null,
	number varbinary(512) not null,
	seq bigint not null,
	line varbinary(512) not null,
	written nvarchar(max) not null,
	state nvarchar(max) not null,
	created bigint,
	expires bigint,
	parents nvarchar(max) not null,
	asked nvarchar(max) not null,
	revision nvarchar(max) not null,
	description nvarchar(max) not null,
	author nvarchar(max) not null,
	published bigint,
	digest nvarchar(max) not null,
	entry varbinary(max) not null,
	status nvarchar(max) not null,
	history nvarchar(max) not null,
	due bigint, -- when a reserved version lapses
	constraint versions_number unique (item, number),
	constraint versions_seq unique (item, seq),
	index versions_line (item, line, seq),
	index versions_due (due) where due is not null
);

create table marks (
	item varbinary(255) not null,
	kind varbinary(512) not null,
	number nvarchar(max) not null,
	primary key (item, kind)
);

create table answers (
	scope varbinary(512) not null,
	request varbinary(512) not null,
	fingerprint nvarchar(max) not null,
	body varbinary(max) not null,
	created bigint,
	primary key nonclustered (scope, request)
);

create table products (
	name varbinary(255) not null primary key,
	document varbinary(max) not null,
	edition bigint not null,
	changed bigint
);

create table bundles (
	product varbinary(255) not null,
	version varbinary(512) not null,
	document varbinary(max) not null,
	created bigint,
	seq bigint not null,
	primary key (product, version),
	constraint bundles_seq unique (product, seq)
);

create table audit (
	seq bigint not null primary key,
	happened bigint,
	who varbinary(512) not null,
	origin nvarchar(max) not null,
	request nvarchar(max) not null,
	action nvarchar(max) not null,
	item varbinary(255) not null,
	version nvarchar(max) not null,
	detail nvarchar(max) not null,
	index audit_item (item, seq)
);
create table audit_count (n bigint not null);
insert into audit_count (n) values (0);

create table tokens (
	id varbinary(255) not null primary key,
	name varbinary(512) not null,
	hash varbinary(max) not null,
	role nvarchar(max) not null,
	items nvarchar(max) not null,
	created bigint,
	expires bigint,
	used bigint,
	revoked bigint,
	constraint tokens_name unique (name)
);

create table cursors (
	name varbinary(255) not null primary key,
	seq bigint not null
);
