-- A registry's database of the schema 1, as it was left behind. Written by a test; see schemas_test.go.
CREATE TABLE schema_history (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE items (
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
CREATE TABLE versions (
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
CREATE UNIQUE INDEX versions_number on versions (item, number);
CREATE UNIQUE INDEX versions_seq on versions (item, seq);
CREATE INDEX versions_line on versions (item, line, seq);
CREATE INDEX versions_due on versions (due) where due is not null;
CREATE TABLE marks (
	item text not null,
	kind text not null,
	number text not null,
	primary key (item, kind)
) strict, without rowid;
CREATE TABLE answers (
	scope text not null,
	request text not null,
	fingerprint text not null,
	body blob not null,
	created integer,
	primary key (scope, request)
) strict;
CREATE TABLE products (
	name text not null primary key,
	document blob not null,
	edition integer not null,
	changed integer
) strict;
CREATE TABLE bundles (
	product text not null,
	version text not null,
	document blob not null,
	created integer,
	seq integer not null,
	primary key (product, version)
) strict;
CREATE UNIQUE INDEX bundles_seq on bundles (product, seq);
CREATE TABLE audit (
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
CREATE INDEX audit_item on audit (item, seq);
CREATE TABLE audit_count (n integer not null) strict;
CREATE TABLE tokens (
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
CREATE UNIQUE INDEX tokens_name on tokens (name);
CREATE TABLE cursors (
	name text not null primary key,
	seq integer not null
) strict, without rowid;
insert into schema_history values (1, 0, 1, '2026-11-21 16:50:21');
insert into schema_history values (2, 1, 1, '2026-11-21 16:50:21');
insert into items values ('jumped', '', '', 'semver', '', NULL, 1795251600000000, X'', 1, 102, 'jumped');
insert into items values ('payments-api', 'Payments – für alle', '', 'semver', '', NULL, 1795251600000000, X'61706956657273696F6E3A206A6F696E6572792F76310A6B696E643A20436F6D706F6E656E740A6E616D653A207061796D656E74732D6170690A7469746C653A205061796D656E747320E280932066C3BC7220616C6C650A', 7, 8, 'payments-apipayments – für alle');
insert into items values ('team/ledger-lib', '', '', 'semver', '', NULL, 1795251600000000, X'61706956657273696F6E3A206A6F696E6572792F76310A6B696E643A20436F6D706F6E656E740A6E616D653A207465616D2F6C65646765722D6C69620A', 1, 1, 'team/ledger-lib');
insert into items values ('train', '', '', 'calver', 'YYYY.0M.MICRO', NULL, 1795251600000000, X'61706956657273696F6E3A206A6F696E6572792F76310A6B696E643A20436F6D706F6E656E740A6E616D653A20747261696E0A76657273696F6E696E673A207B736368656D653A2063616C7665722C207061747465726E3A20595959592E304D2E4D4943524F7D0A', 2, 2, 'train');
insert into versions values ('jumped', '1.4.2', 1, '1.4', '1.4.2', 'published', 1795251600000000, NULL, '', '', '', '', 'anna', 1795251600000000, 'sha256:64fa65c4ab9859b93eb08275f2ec6846bb6b44695e458b48a2499cae0337e44e', X'76657273696F6E3A20312E342E320A', 'active', '', NULL);
insert into versions values ('payments-api', '1.3.0', 1, '1.3', '1.3.0', 'published', 1795251600000000, NULL, '', '', '', '', 'ci', 1795251600000000, 'sha256:76996371ada079992bf48ae2cbebcf6ac6aca5e13bc1d50e3791eff67174d822', X'76657273696F6E3A20312E332E300A7374617475733A20646570726563617465640A7374617475734C6F673A0A20202D207B646174653A20323032362D31302D30322C207374617475733A20646570726563617465642C20636F6D6D656E743A20226974277320736C6F77227D0A', 'active', '[{"date":1790899200000000,"status":"deprecated","comment":"it''s slow"},{"date":1795251600000000,"status":"active","comment":"it was not","by":"anna"}]', NULL);
insert into versions values ('payments-api', '1.3.1', 6, '1.3', '1.3.1', 'drawn', 1795251600000000, NULL, '["1.3.0"]', 'patch', '', '', 'ci', NULL, '', X'', 'active', '', NULL);
insert into versions values ('payments-api', '1.4.0', 2, '1.4', '1.4.0', 'published', 1795251600000000, NULL, '["1.3.0"]', '', '', '', 'ci', 1795251600000000, 'sha256:c20ca651da6e96f8cef6d503c9bf844b4ec4b8096d8ce92903d20570a0b35755', X'76657273696F6E3A20312E342E300A657874656E64733A205B312E332E305D0A646570656E64656E636965733A207B7465616D2F6C65646765722D6C69623A20223E3D322E30227D0A', 'active', '', NULL);
insert into versions values ('payments-api', '1.5.0', 3, '1.5', '1.5.0', 'drawn', 1795251600000000, NULL, '["1.4.0"]', 'minor', '', '', 'ci', NULL, '', X'', 'active', '', NULL);
insert into versions values ('payments-api', '1.6.0', 4, '1.6', '1.6.0', 'lapsed', 1795251600000000, 1795338000000000, '["1.5.0"]', 'minor', '9f2c1ab', 'waits', 'ci', NULL, '', X'', 'active', '', NULL);
insert into versions values ('payments-api', '1.7.0', 7, '1.7', '1.7.0', 'drawn', 1795424400000000, 1795510800000000, '["1.6.0"]', 'minor', '', '', 'ci', NULL, '', X'', 'active', '', 1795510800000000);
insert into versions values ('payments-api', '1.7.0-rc.1', 5, '1.7', '1.7.0-rc.1', 'drawn', 1795251600000000, NULL, '["1.6.0"]', 'minor', '', '', 'ci', NULL, '', X'', 'active', '', NULL);
insert into versions values ('team/ledger-lib', '2.0.0', 1, '2.0', '2.0.0', 'published', 1795251600000000, NULL, '', '', '', '', 'ci', 1795251600000000, 'sha256:897daa21b86eb31c5d52887d885746ccfcd448829e73deda4392c5733f982b82', X'76657273696F6E3A20322E302E300A', 'active', '', NULL);
insert into versions values ('train', '2026.11.3', 1, '2026.11', '2026.11.3', 'published', 1795251600000000, NULL, '', '', '', '', 'ci', 1795251600000000, 'sha256:130101c02526a590499ef797dfe1ca3f7f18b0d11badeb03b8a9b00297173f26', X'76657273696F6E3A20323032362E31312E330A', 'active', '', NULL);
insert into versions values ('train', '2026.11.4', 2, '2026.11', '2026.11.4', 'drawn', 1795251600000000, NULL, '["2026.11.3"]', 'next', '', '', 'ci', NULL, '', X'', 'active', '', NULL);
insert into marks values ('jumped', '', '1.4.2');
insert into marks values ('jumped', '1', '1.4.2');
insert into marks values ('jumped', '1.4', '1.4.2');
insert into marks values ('jumped', 'floor ', '2.0.0');
insert into marks values ('jumped', 'floor 1', '1.104.0');
insert into marks values ('jumped', 'floor 1.4', '1.4.102');
insert into marks values ('jumped', 'gap of a restore', '100');
insert into marks values ('payments-api', '', '1.7.0');
insert into marks values ('payments-api', '1', '1.7.0');
insert into marks values ('payments-api', '1.3', '1.3.1');
insert into marks values ('payments-api', '1.4', '1.4.0');
insert into marks values ('payments-api', '1.5', '1.5.0');
insert into marks values ('payments-api', '1.6', '1.6.0');
insert into marks values ('payments-api', '1.7', '1.7.0');
insert into marks values ('payments-api', '1.7.0-rc', '1.7.0-rc.1');
insert into marks values ('team/ledger-lib', '', '2.0.0');
insert into marks values ('team/ledger-lib', '2', '2.0.0');
insert into marks values ('team/ledger-lib', '2.0', '2.0.0');
insert into marks values ('train', '', '2026.11.4');
insert into marks values ('train', '2026.11', '2026.11.4');
insert into answers values ('draw payments-api ci', 'pipeline 71', '529f8959c3aa52060a8df5be0b223890ea9bb85a843eb587eb2362fd40cf6bda', X'7B224974656D223A227061796D656E74732D617069222C224E756D626572223A22312E352E30222C2254657874223A22312E352E30222C224C696E65223A22312E35222C22536571223A332C225374617465223A22647261776E222C2243726561746564223A22323032362D31312D32315430393A30303A30305A222C2245787069726573223A22303030312D30312D30315430303A30303A30305A222C22457874656E6473223A5B22312E342E30225D2C224C6576656C223A226D696E6F72222C225265766973696F6E223A22222C224465736372697074696F6E223A22222C224279223A226369222C225075626C6973686564223A22303030312D30312D30315430303A30303A30305A222C22446967657374223A22222C22456E747279223A6E756C6C2C22537461747573223A22616374697665222C224C6F67223A6E756C6C7D', 1795251600000000);
insert into answers values ('name', 'jumped', '', X'636F6D706F6E656E74', 1795251600000000);
insert into answers values ('name', 'payments-api', '', X'636F6D706F6E656E74', 1795251600000000);
insert into answers values ('name', 'suite', '', X'70726F64756374', 1795251600000000);
insert into answers values ('name', 'team/ledger-lib', '', X'636F6D706F6E656E74', 1795251600000000);
insert into answers values ('name', 'train', '', X'636F6D706F6E656E74', 1795251600000000);
insert into answers values ('publish ci', 'import', '6b8481e47f336a8993c09c3fdef951d04a34c626ee147862d6df0d03e4f6fbfd', X'5B7B226B696E64223A22436F6D706F6E656E74222C226E616D65223A227061796D656E74732D617069222C2277686174223A226164646564227D2C7B226B696E64223A2256657273696F6E222C226E616D65223A227061796D656E74732D617069222C2276657273696F6E223A22312E332E30222C2277686174223A226164646564227D2C7B226B696E64223A2256657273696F6E222C226E616D65223A227061796D656E74732D617069222C2276657273696F6E223A22312E342E30222C2277686174223A226164646564227D2C7B226B696E64223A22436F6D706F6E656E74222C226E616D65223A227465616D2F6C65646765722D6C6962222C2277686174223A226164646564227D2C7B226B696E64223A2256657273696F6E222C226E616D65223A227465616D2F6C65646765722D6C6962222C2276657273696F6E223A22322E302E30222C2277686174223A226164646564227D2C7B226B696E64223A22436F6D706F6E656E74222C226E616D65223A22747261696E222C2277686174223A226164646564227D2C7B226B696E64223A2256657273696F6E222C226E616D65223A22747261696E222C2276657273696F6E223A22323032362E31312E33222C2277686174223A226164646564227D2C7B226B696E64223A2250726F64756374222C226E616D65223A227375697465222C2277686174223A226164646564227D5D', 1795251600000000);
insert into answers values ('reserve payments-api', '2d91abc108309fa62ff5d3532db7b7da7f4849134f06323b060137496adc4264', '', X'312E362E30', 1795251600000000);
insert into products values ('suite', X'61706956657273696F6E3A206A6F696E6572792F76310A6B696E643A2050726F647563740A6E616D653A2073756974650A636F6D706F6E656E74733A207B7061796D656E74732D6170693A205E312E347D0A', 1, 1795251600000000);
insert into bundles values ('suite', '1.0.0', X'61706956657273696F6E3A206A6F696E6572792F76310A6B696E643A2042756E646C650A6E616D653A2073756974650A76657273696F6E3A20312E302E300A76657273696F6E696E673A207B736368656D653A2073656D7665727D0A72656C65617365643A2022323032362D31312D3231220A636F6D706F6E656E74733A0A20202D207B6E616D653A207061796D656E74732D6170692C2076657273696F6E3A20312E342E302C206469726563743A20747275652C206469676573743A20227368613235363A63323063613635316461366539366638636566366435303363396266383434623465633462383039366438636539323930336432303537306130623335373535227D0A20202D207B6E616D653A207465616D2F6C65646765722D6C69622C2076657273696F6E3A20322E302E302C20726571756972656442793A205B7061796D656E74732D6170695D2C206469676573743A20227368613235363A38393764616132316238366562333163356435323838376438383537343663636663643434383832396537336465646134333932633537333366393832623832227D0A6469676573743A20227368613235363A64646438663635303634373061653437656162656534386635306339336534373139623864363436333639613730303236643033323762333731386133373735220A', 1795251600000000, 1);
insert into audit values (1, 1795251600000000, 'anna', '192.0.2.7', '', 'item.added', 'jumped', '', 'semver');
insert into audit values (10, 1795251600000000, 'ci', '', '', 'version.published', 'train', '2026.11.3', 'sha256:130101c02526a590499ef797dfe1ca3f7f18b0d11badeb03b8a9b00297173f26');
insert into audit values (11, 1795251600000000, 'ci', '', '', 'product.published', 'suite', '', '');
insert into audit values (12, 1795251600000000, 'ci', '', '', 'version.drawn', 'payments-api', '1.5.0', 'minor');
insert into audit values (13, 1795251600000000, 'ci', '', '', 'version.drawn', 'payments-api', '1.6.0', 'minor');
insert into audit values (14, 1795251600000000, 'ci', '', '', 'version.drawn', 'payments-api', '1.7.0-rc.1', 'minor');
insert into audit values (15, 1795251600000000, 'ci', '', '', 'version.drawn', 'payments-api', '1.3.1', 'patch');
insert into audit values (16, 1795251600000000, 'ci', '', '', 'version.drawn', 'train', '2026.11.4', 'next');
insert into audit values (17, 1795251600000000, 'anna', '192.0.2.7', '', 'version.status', 'payments-api', '1.3.0', 'active');
insert into audit values (18, 1795251600000000, 'ci', '', '', 'bundle.cut', 'suite', '1.0.0', 'sha256:ddd8f6506470ae47eabee48f50c93e4719b8d646369a70026d0327b3718a3775');
insert into audit values (19, 1795251600000000, 'anna', '192.0.2.7', '', 'token.made', '', '', 'ci draw payments-*');
insert into audit values (2, 1795251600000000, 'anna', '192.0.2.7', '', 'version.published', 'jumped', '1.4.2', 'initial');
insert into audit values (20, 1795424400000000, 'ci', '', '', 'version.drawn', 'payments-api', '1.7.0', 'minor');
insert into audit values (21, 1795424400000000, 'joinery', '', '', 'version.lapsed', 'payments-api', '1.6.0', '9f2c1ab');
insert into audit values (3, 1795251600000000, 'anna', '192.0.2.7', '', 'registry.restored', 'jumped', '', 'counters jumped by 100');
insert into audit values (4, 1795251600000000, 'ci', '', '', 'item.added', 'payments-api', '', 'semver');
insert into audit values (5, 1795251600000000, 'ci', '', '', 'version.published', 'payments-api', '1.3.0', 'sha256:76996371ada079992bf48ae2cbebcf6ac6aca5e13bc1d50e3791eff67174d822');
insert into audit values (6, 1795251600000000, 'ci', '', '', 'version.published', 'payments-api', '1.4.0', 'sha256:c20ca651da6e96f8cef6d503c9bf844b4ec4b8096d8ce92903d20570a0b35755');
insert into audit values (7, 1795251600000000, 'ci', '', '', 'item.added', 'team/ledger-lib', '', 'semver');
insert into audit values (8, 1795251600000000, 'ci', '', '', 'version.published', 'team/ledger-lib', '2.0.0', 'sha256:897daa21b86eb31c5d52887d885746ccfcd448829e73deda4392c5733f982b82');
insert into audit values (9, 1795251600000000, 'ci', '', '', 'item.added', 'train', '', 'calver');
insert into audit_count values (21);
insert into tokens values ('0707070707070707', 'ci', X'DC4BF80C77473D130FA0DE86BA4018FE98BB214005E6A5891D12BA91446F9E81', 'draw', '["payments-*"]', 1795251600000000, NULL, NULL, NULL);
insert into cursors values ('webhooks', 5);
