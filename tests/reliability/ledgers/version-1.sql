BEGIN TRANSACTION;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT, number TEXT, dated TEXT,
    location TEXT NOT NULL, sha256 TEXT NOT NULL, draft INTEGER NOT NULL, basis INTEGER NOT NULL
) STRICT;
INSERT INTO "documents" VALUES(1,'2026-12-25T10:00:00+08:00','通报',NULL,'湘管发〔2026〕12号','2026-12-25','发文/通报.docx','0000000000000000000000000000000000000000000000000000000000000000',0,3);
CREATE TABLE draws (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, method TEXT NOT NULL, seed TEXT NOT NULL,
    population TEXT NOT NULL, sample TEXT NOT NULL
) STRICT;
INSERT INTO "draws" VALUES(1,'2026-12-01T10:00:00+08:00','王某','simple/1','2026','["湖南省水利厅"]','["湖南省水利厅"]');
CREATE TABLE events (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL,
    about TEXT, before TEXT, after TEXT, why TEXT NOT NULL DEFAULT '', undoes INTEGER UNIQUE
) STRICT;
INSERT INTO "events" VALUES(1,'2026-10-20T09:00:00+08:00','收件','receive','55e459fa0d0118ccc12f3e696ca74e1719d66f7ba3341c30699f49a4cc66c34e','水利厅.txt',NULL,'accepted','',NULL);
INSERT INTO "events" VALUES(2,'2026-10-20T09:00:00+08:00','收件','receive','fb6be58ea63a84b598f1655a6086e7a53c58defd4b61f00f886bbe889f4ad469','财政厅.txt',NULL,'review','',NULL);
INSERT INTO "events" VALUES(3,'2026-10-20T09:00:00+08:00','收件','receive','e7f3c8fa209771228d929994f8c61f74c306c66f5e64a22ed16f18c8cfc74b5c','教育厅.txt',NULL,'accepted','',NULL);
CREATE TABLE files (
    sha256 TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, received TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'review')), kind TEXT NOT NULL, unit TEXT, year INTEGER,
    usable INTEGER NOT NULL CHECK (usable IN (0, 1)), location TEXT NOT NULL, record TEXT NOT NULL
) STRICT;
INSERT INTO "files" VALUES('55e459fa0d0118ccc12f3e696ca74e1719d66f7ba3341c30699f49a4cc66c34e',1,'水利厅.txt','2026-10-20T09:00:00+08:00','accepted','self_assessment','湖南省水利厅',2026,1,'已归档/自评表/水利厅.txt','{"schema": "submission/1", "status": "accepted", "form": {"set": "hunan-2020", "kind": "self_assessment"}, "year": 2026, "unit": {"name": "湖南省水利厅", "code": null}, "contact": {"person": null, "phone": null}, "filled_on": null, "items": [{"item": "1.1", "self_score": 10, "verified_score": null, "note": null, "place": "第2行", "raw": null, "not_applicable": false, "rules": []}], "stated_total": null, "fields": [], "summary": [], "counts": [], "source": {"name": "水利厅.txt", "sha256": "55e459fa0d0118ccc12f3e696ca74e1719d66f7ba3341c30699f49a4cc66c34e", "format": "text"}, "problems": []}');
INSERT INTO "files" VALUES('fb6be58ea63a84b598f1655a6086e7a53c58defd4b61f00f886bbe889f4ad469',2,'财政厅.txt','2026-10-20T09:00:00+08:00','review','self_assessment','湖南省财政厅',2026,0,'待处理/财政厅.txt','{"schema": "submission/1", "status": "review", "form": {"set": "hunan-2020", "kind": "self_assessment"}, "year": 2026, "unit": {"name": "湖南省财政厅", "code": null}, "contact": {"person": null, "phone": null}, "filled_on": null, "items": [{"item": "1.1", "self_score": 24, "verified_score": null, "note": null, "place": "第2行", "raw": null, "not_applicable": false, "rules": []}], "stated_total": null, "fields": [], "summary": [], "counts": [], "source": {"name": "财政厅.txt", "sha256": "fb6be58ea63a84b598f1655a6086e7a53c58defd4b61f00f886bbe889f4ad469", "format": "text"}, "problems": [{"code": "score-above-maximum", "severity": "error", "place": "第2行", "about": "1.1", "found": "24", "message": "得分“24”超过该项分值10", "remedy": "请单位核对后重报"}]}');
INSERT INTO "files" VALUES('e7f3c8fa209771228d929994f8c61f74c306c66f5e64a22ed16f18c8cfc74b5c',3,'教育厅.txt','2026-10-20T09:00:00+08:00','accepted','self_assessment','湖南省教育厅',2026,1,'已归档/自评表/教育厅.txt','{"schema": "submission/1", "status": "accepted", "form": {"set": "hunan-2020", "kind": "self_assessment"}, "year": 2026, "unit": {"name": "湖南省教育厅", "code": null}, "contact": {"person": null, "phone": null}, "filled_on": null, "items": [{"item": "1.1", "self_score": 9, "verified_score": null, "note": null, "place": "第2行", "raw": null, "not_applicable": false, "rules": []}], "stated_total": null, "fields": [], "summary": [], "counts": [], "source": {"name": "教育厅.txt", "sha256": "e7f3c8fa209771228d929994f8c61f74c306c66f5e64a22ed16f18c8cfc74b5c", "format": "text"}, "problems": []}');
CREATE TABLE numbers (
    number TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL
) STRICT;
INSERT INTO "numbers" VALUES('湘管发〔2026〕12号','2026-12-25T10:00:00+08:00','通报','通报');
CREATE TABLE poison (sha256 TEXT PRIMARY KEY, at TEXT NOT NULL, why TEXT NOT NULL) STRICT;
INSERT INTO "poison" VALUES('ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','2026-10-20T09:00:00+08:00','耗时超过60秒');
CREATE TABLE sightings (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, name TEXT NOT NULL, origin TEXT NOT NULL, stamp TEXT NOT NULL,
    at TEXT NOT NULL, outcome TEXT NOT NULL, location TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "sightings" VALUES(1,'55e459fa0d0118ccc12f3e696ca74e1719d66f7ba3341c30699f49a4cc66c34e','水利厅.txt','水利厅.txt','1-1-1','2026-10-20T09:00:00+08:00','accepted','已归档/自评表/水利厅.txt',1);
INSERT INTO "sightings" VALUES(2,'fb6be58ea63a84b598f1655a6086e7a53c58defd4b61f00f886bbe889f4ad469','财政厅.txt','财政厅.txt','1-2-1','2026-10-20T09:00:00+08:00','review','待处理/财政厅.txt',1);
INSERT INTO "sightings" VALUES(3,'e7f3c8fa209771228d929994f8c61f74c306c66f5e64a22ed16f18c8cfc74b5c','教育厅.txt','教育厅.txt','1-3-1','2026-10-20T09:00:00+08:00','accepted','已归档/自评表/教育厅.txt',1);
CREATE INDEX files_by_unit ON files (unit, kind);
CREATE INDEX sightings_open ON sightings (removed) WHERE removed = 0;
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
COMMIT;
PRAGMA user_version = 1;
