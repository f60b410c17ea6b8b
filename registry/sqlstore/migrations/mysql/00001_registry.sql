-- +goose Up
-- A table ends the transaction that it is made in, so what was done half must be doable again.
create table if not exists items (
	name varbinary(255) not null primary key,
	title longtext not null,
	description longtext not null,
	scheme longtext not null,
	pattern longtext not null,
	since bigint,
	created bigint,
	document longblob not null,
	given bigint not null,
	edition bigint not null,
	folded longblob not null -- name, title and description, for the search
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists versions (
	item varbinary(255) not null,
	number varbinary(512) not null,
	seq bigint not null,
	line varbinary(512) not null,
	written longtext not null,
	state longtext not null,
	created bigint,
	expires bigint,
	parents longtext not null,
	asked longtext not null,
	revision longtext not null,
	description longtext not null,
	author longtext not null,
	published bigint,
	digest longtext not null,
	entry longblob not null,
	status longtext not null,
	history longtext not null,
	due bigint, -- when a reserved version lapses
	unique key versions_number (item, number),
	unique key versions_seq (item, seq),
	key versions_line (item, line, seq),
	key versions_due (due)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists marks (
	item varbinary(255) not null,
	kind varbinary(512) not null,
	number longtext not null,
	primary key (item, kind)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists answers (
	scope varbinary(512) not null,
	request varbinary(512) not null,
	fingerprint longtext not null,
	body longblob not null,
	created bigint,
	primary key (scope, request)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists products (
	name varbinary(255) not null primary key,
	document longblob not null,
	edition bigint not null,
	changed bigint
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists bundles (
	product varbinary(255) not null,
	version varbinary(512) not null,
	document longblob not null,
	created bigint,
	seq bigint not null,
	primary key (product, version),
	unique key bundles_seq (product, seq)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists audit (
	seq bigint not null primary key,
	happened bigint,
	who varbinary(512) not null,
	origin longtext not null,
	request longtext not null,
	action longtext not null,
	item varbinary(255) not null,
	version longtext not null,
	detail longtext not null,
	key audit_item (item, seq)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
create table if not exists audit_count (n bigint not null) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
insert into audit_count (n) select 0 from (select 1) as one where not exists (select n from audit_count);

create table if not exists tokens (
	id varbinary(255) not null primary key,
	name varbinary(512) not null,
	hash longblob not null,
	role longtext not null,
	items longtext not null,
	created bigint,
	expires bigint,
	used bigint,
	revoked bigint,
	unique key tokens_name (name)
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists cursors (
	name varbinary(255) not null primary key,
	seq bigint not null
) engine = InnoDB default character set utf8mb4 collate utf8mb4_bin;
