-- Sealed pages of up to 256 leads, some 4 to 16 KB each: a rowid table keeps one in one database page, without rowid it would overflow.
create table lead_page (
    list_id integer not null,
    page_no integer not null,
    version integer not null,
    leads integer not null,
    clear blob not null,
    sealed blob not null,
    primary key (list_id, page_no)
);
