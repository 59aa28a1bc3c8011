-- The tables of Målkollen: keys, checks, and a comment on every table and column.
-- The comments are the data dictionary; docs/data-dictionary.md is made from them.
-- Tables are listed so that each comes after those it refers to.
-- A column's comment stands on one line, however long, so the rule on long lines is off here.
-- noqa: disable=LT05

-- Reference ------------------------------------------------------------------

create table municipality (
    municipality_code text primary key check (regexp_full_match(municipality_code, '[0-9]{4}')),
    municipality text not null,
    county_code text not null check (regexp_full_match(county_code, '[0-9]{2}')),
    county text not null,
    skr_group_code text not null,
    skr_group text not null
);
comment on table municipality is 'One row per Swedish municipality';
comment on column municipality.municipality_code is 'SCB''s four digits, kept as text (0160)';
comment on column municipality.municipality is 'Name without "kommun" or "stad"';
comment on column municipality.county_code is 'SCB''s two digits for the county';
comment on column municipality.county is 'Name of the county';
comment on column municipality.skr_group_code is 'Kolada''s id of the SKR group (group of municipalities alike in size and commuting)';
comment on column municipality.skr_group is 'Name of the SKR group';

create table status_family (
    family_code text primary key,
    family text not null,
    family_en text not null,
    sort_order integer not null unique
);
comment on table status_family is 'One row per family of statuses; charts show the family';
comment on column status_family.family_code is 'Code of the family (completed, in_progress, behind, not_begun, dropped, not_reported)';
comment on column status_family.family is 'Name in Swedish';
comment on column status_family.family_en is 'Name in English';
comment on column status_family.sort_order is 'Order in legends, stacks and tables, from most to least advanced';

create table status (
    status_code text primary key,
    family_code text not null references status_family (family_code),
    status text not null,
    status_en text not null,
    sort_order integer not null unique
);
comment on table status is 'One row per activity status in the common vocabulary';
comment on column status.status_code is 'Code of the status';
comment on column status.family_code is 'The family that it belongs to';
comment on column status.status is 'Name in Swedish';
comment on column status.status_en is 'Name in English';
comment on column status.sort_order is 'Order everywhere, from most to least advanced';

create table status_word (
    status_word text primary key check (status_word = lower(status_word)),
    status_code text not null references status (status_code),
    note text
);
comment on table status_word is 'One row per word for a status that documents use: the crosswalk to the common vocabulary';
comment on column status_word.status_word is 'The word in lower case';
comment on column status_word.status_code is 'The status that it means';
comment on column status_word.note is 'Where the word was met';

create table assessment (
    assessment_code text primary key,
    assessment text not null,
    assessment_en text not null,
    sort_order integer not null unique
);
comment on table assessment is 'One row per verdict on a goal; a scale of its own, never mixed with activity status';
comment on column assessment.assessment_code is 'Code of the verdict (met, partly_met, not_met, not_assessed)';
comment on column assessment.assessment is 'Name in Swedish';
comment on column assessment.assessment_en is 'Name in English';
comment on column assessment.sort_order is 'Order everywhere, from met to not assessed';

create table assessment_word (
    assessment_word text primary key check (assessment_word = lower(assessment_word)),
    assessment_code text not null references assessment (assessment_code),
    note text
);
comment on table assessment_word is 'One row per word for a verdict on a goal that documents use';
comment on column assessment_word.assessment_word is 'The word in lower case';
comment on column assessment_word.assessment_code is 'The verdict that it means';
comment on column assessment_word.note is 'Where the word was met';

create table reason (
    reason_code text primary key,
    reason text not null,
    reason_en text not null,
    sort_order integer not null unique
);
comment on table reason is 'One row per category of reason for a deferral';
comment on column reason.reason_code is 'Code of the category';
comment on column reason.reason is 'Name in Swedish';
comment on column reason.reason_en is 'Name in English';
comment on column reason.sort_order is 'Order in lists';

create table kpi (
    kpi_code text primary key,
    kpi text not null,
    unit text not null,
    direction text not null check (direction in ('higher', 'lower', 'band', 'none', 'unknown')),
    reports_per_year integer,
    nearest_kolada_id text,
    definition_gap text,
    is_national boolean not null,
    source text not null
);
comment on table kpi is 'One row per key figure in the catalogue';
comment on column kpi.kpi_code is 'Code of the key figure';
comment on column kpi.kpi is 'Name in Swedish';
comment on column kpi.unit is 'Unit of its values; shares are in procent (65 for 65 %)';
comment on column kpi.direction is 'Whether higher or lower is better, a band, or none of them; unknown where nobody has judged it yet';
comment on column kpi.reports_per_year is 'How many times a year it is reported, where its document says so';
comment on column kpi.nearest_kolada_id is 'Id of the nearest national key figure in Kolada, where there is one';
comment on column kpi.definition_gap is 'How the national definition differs, in one Swedish sentence';
comment on column kpi.is_national is 'Whether it is a national key figure itself: its code is then the id in Kolada, its outcomes the values there';
comment on column kpi.source is 'Where the key figure was first met';

create table reference_source (
    table_name text primary key,
    source text not null,
    licence text not null,
    retrieved_on date
);
comment on table reference_source is 'One row per reference table: where its facts come from';
comment on column reference_source.table_name is 'File name in data/reference without .csv';
comment on column reference_source.source is 'Where the facts come from';
comment on column reference_source.licence is 'Terms of the source';
comment on column reference_source.retrieved_on is 'When they were fetched or written';

-- National --------------------------------------------------------------------
-- What comes from Kolada: a little of it with Målkollen, the rest when it has been fetched into the user's own record.
-- Kolada says neither direction nor target; the direction is ours.

create table national_kpi (
    national_kpi_id text primary key,
    title text not null,
    unit text not null,
    direction text not null check (direction in ('higher', 'lower', 'band', 'none', 'unknown')),
    topic text not null,
    definition text,
    operating_area text,
    is_divided_by_gender boolean not null,
    next_publication_date date,
    next_publication_period text,
    state text not null check (state in ('current', 'stopped', 'retired')),
    state_note text,
    is_fetched boolean not null,
    has_all_areas boolean not null,
    source text not null,
    fetched_on date not null
);
comment on table national_kpi is 'One row per national key figure (in Kolada) that the catalogue names or that has been fetched';
comment on column national_kpi.national_kpi_id is 'Id in Kolada (N15428)';
comment on column national_kpi.title is 'Title in Kolada, which also says the unit';
comment on column national_kpi.unit is 'Unit of its values, from the title; shares are in procent (65 for 65 %)';
comment on column national_kpi.direction is 'Whether higher or lower is better, a band, or none of them, or unknown where that has not been judged; Målkollen''s own judgement, for Kolada gives none';
comment on column national_kpi.topic is 'Which of Kolada''s groups of like municipalities it is compared in (grundskola, arbetsmarknad; övergripande where no other fits)';
comment on column national_kpi.definition is 'What is measured: in our words, or Kolada''s own where it has been fetched';
comment on column national_kpi.operating_area is 'The area that Kolada puts it in';
comment on column national_kpi.is_divided_by_gender is 'Whether Kolada gives it for women and men too';
comment on column national_kpi.next_publication_date is 'When Kolada says that it publishes next, as of the day of fetching';
comment on column national_kpi.next_publication_period is 'The period that is published then';
comment on column national_kpi.state is 'current; stopped, where its title changed and a person has to look at it; retired, where it is followed no longer';
comment on column national_kpi.state_note is 'What a person should know of the state';
comment on column national_kpi.is_fetched is 'Whether its values lie in the user''s own record; otherwise they are those that come with Målkollen, if any';
comment on column national_kpi.has_all_areas is 'Whether the values of all municipalities were asked for';
comment on column national_kpi.source is 'Where the values were fetched';
comment on column national_kpi.fetched_on is 'When the values, or the catalogue where there are none, were fetched';

create table national_value (
    national_kpi_id text not null,
    area_code text not null check (regexp_full_match(area_code, '[0-9]{4}')),
    year integer not null,
    gender text not null check (gender in ('T', 'K', 'M')),
    state text not null check (state in ('value', 'missing', 'secret', 'not_applicable')),
    value double,
    fetched_on date not null,
    check ((state = 'value') = (value is not null))
);
-- No key: an index over tens of millions of rows would cost more than it gives. The build refuses a repeated row.
comment on table national_value is 'One row per national key figure, area, year and gender; sorted by key figure and year';
comment on column national_value.national_kpi_id is 'The national key figure';
comment on column national_value.area_code is 'Code of the municipality, or 0000 for the nation';
comment on column national_value.year is 'The year that it is for';
comment on column national_value.gender is 'T all, K women and girls, M men and boys';
comment on column national_value.state is 'value; missing, where none was reported; secret, where it is of too few; not_applicable';
comment on column national_value.value is 'The value in the key figure''s unit; empty in any other state, never zero instead';
comment on column national_value.fetched_on is 'When this value was first seen';

create table national_revision (
    national_kpi_id text not null,
    area_code text not null,
    year integer not null,
    gender text not null,
    old_state text not null,
    old_value double,
    fetched_on date not null,
    replaced_on date not null
);
comment on table national_revision is 'One row per value that was revised or taken away after it had been fetched';
comment on column national_revision.national_kpi_id is 'The national key figure';
comment on column national_revision.area_code is 'Code of the municipality, or 0000 for the nation';
comment on column national_revision.year is 'The year that it is for';
comment on column national_revision.gender is 'T all, K women and girls, M men and boys';
comment on column national_revision.old_state is 'The state before';
comment on column national_revision.old_value is 'The value before';
comment on column national_revision.fetched_on is 'When the value before was first seen';
comment on column national_revision.replaced_on is 'When another value, or none, was seen in its place';

create table national_series_break (
    national_kpi_id text not null,
    year integer not null,
    note text not null,
    source text not null,
    primary key (national_kpi_id, year)
);
comment on table national_series_break is 'One row per national key figure and year from which it is not comparable with the years before';
comment on column national_series_break.national_kpi_id is 'The national key figure';
comment on column national_series_break.year is 'First year of the new way to measure';
comment on column national_series_break.note is 'What changed, in one Swedish sentence';
comment on column national_series_break.source is 'Where that is said';

create table national_group (
    group_id text primary key,
    title text not null,
    topic text not null,
    municipality_code text not null references municipality (municipality_code),
    year integer not null,
    source text not null,
    fetched_on date not null
);
comment on table national_group is 'One row per group of municipalities that Kolada finds like one municipality (Liknande kommuner)';
comment on column national_group.group_id is 'Id in Kolada';
comment on column national_group.title is 'Title in Kolada; the year in it is the year of the group';
comment on column national_group.topic is 'What they are alike in (grundskola, arbetsmarknad, övergripande)';
comment on column national_group.municipality_code is 'The municipality that they are like';
comment on column national_group.year is 'The year of the group, from its title';
comment on column national_group.source is 'Where the group was fetched';
comment on column national_group.fetched_on is 'When it was fetched';

create table national_group_member (
    group_id text not null references national_group (group_id),
    municipality_code text not null references municipality (municipality_code),
    primary key (group_id, municipality_code)
);
comment on table national_group_member is 'One row per group and municipality in it; the one that they are like is not a member';
comment on column national_group_member.group_id is 'The group';
comment on column national_group_member.municipality_code is 'A municipality in it';

create table national_summary_fact (
    national_kpi_id text not null,
    group_id text not null,
    year integer not null,
    gender text not null check (gender in ('T', 'K', 'M')),
    area_count integer not null,
    lower_quartile double not null,
    median double not null,
    upper_quartile double not null,
    source text not null,
    fetched_on date not null,
    primary key (national_kpi_id, group_id, year, gender)
);
comment on table national_summary_fact is 'One row per national key figure, group, year and gender that comes counted with Målkollen, since the values behind do not';
comment on column national_summary_fact.national_kpi_id is 'The national key figure';
comment on column national_summary_fact.group_id is 'The group of like municipalities, or all for all municipalities';
comment on column national_summary_fact.year is 'The year';
comment on column national_summary_fact.gender is 'T all, K women and girls, M men and boys';
comment on column national_summary_fact.area_count is 'Municipalities with a value';
comment on column national_summary_fact.lower_quartile is 'A quarter of them lie at or below it';
comment on column national_summary_fact.median is 'The median of the municipalities, each counted alike';
comment on column national_summary_fact.upper_quartile is 'A quarter of them lie at or above it';
comment on column national_summary_fact.source is 'Where the values behind were fetched';
comment on column national_summary_fact.fetched_on is 'When they were fetched';

-- Documents ------------------------------------------------------------------

create table document (
    document_id text primary key,
    municipality_code text not null references municipality (municipality_code),
    title text not null,
    body text not null,
    kind text not null check (kind in ('plan', 'follow_up')),
    year integer not null check (year between 1990 and 2100),
    term_start_year integer,
    term_end_year integer,
    diary_number text,
    published_at text,
    supersedes_document_id text,
    original_file_name text not null,
    original_sha256 text not null check (regexp_full_match(original_sha256, '[0-9a-f]{64}')),
    taken_in_by text not null,
    taken_in_on date not null,
    reader text not null,
    check (term_start_year is null or term_end_year is null or term_start_year <= term_end_year)
);
comment on table document is 'One row per published plan or follow-up: one municipality, one body, one year';
comment on column document.document_id is 'Name of the document''s folder in the record';
comment on column document.municipality_code is 'Whose document it is';
comment on column document.title is 'The title on the document';
comment on column document.body is 'The committee or department whose document it is';
comment on column document.kind is 'plan (promises, no outcome) or follow_up';
comment on column document.year is 'The reporting year';
comment on column document.term_start_year is 'First year of the promises, where they span more than the reporting year';
comment on column document.term_end_year is 'Last year of the promises, where they span more than the reporting year';
comment on column document.diary_number is 'The municipality''s registration number';
comment on column document.published_at is 'Address where it was published, where known';
comment on column document.supersedes_document_id is 'The document that this one replaces';
comment on column document.original_file_name is 'Name of the file that was read';
comment on column document.original_sha256 is 'SHA-256 of the file that was read';
comment on column document.taken_in_by is 'Who took it in';
comment on column document.taken_in_on is 'When it was taken in';
comment on column document.reader is 'The reader that read it';

create table printed_date (
    document_id text not null references document (document_id),
    printed_date date not null,
    place_row integer,
    primary key (document_id, printed_date)
);
comment on table printed_date is 'One row per date printed on a document itself';
comment on column printed_date.document_id is 'The document';
comment on column printed_date.printed_date is 'The date as printed';
comment on column printed_date.place_row is 'Line in the original where it first stands';

create table occasion (
    document_id text not null references document (document_id),
    occasion_number integer not null check (occasion_number >= 1),
    label text not null,
    as_of_date date,
    is_as_of_stated boolean not null,
    as_of_note text,
    primary key (document_id, occasion_number)
);
comment on table occasion is 'One row per document and occasion when statuses were reported';
comment on column occasion.document_id is 'The document';
comment on column occasion.occasion_number is 'Order of the occasions in the document, from 1';
comment on column occasion.label is 'What the document calls it (Delår 1, Bokslut)';
comment on column occasion.as_of_date is 'The date that the statuses hold for';
comment on column occasion.is_as_of_stated is 'Whether the document states the date; otherwise it was inferred or is not known';
comment on column occasion.as_of_note is 'From what the date was inferred, or which one the document states where another was given, in Swedish';

create table committee (
    committee_id text primary key,
    municipality_code text not null references municipality (municipality_code),
    committee_code text not null,
    committee text not null,
    unique (municipality_code, committee_code)
);
comment on table committee is 'One row per committee';
comment on column committee.committee_id is 'Municipality code and committee code (0580-BiN)';
comment on column committee.municipality_code is 'The municipality';
comment on column committee.committee_code is 'Short code that the municipality uses';
comment on column committee.committee is 'Name of the committee';

create table goal (
    goal_id text primary key,
    document_id text not null references document (document_id),
    parent_goal_id text references goal (goal_id),
    sort_order integer not null,
    level text not null check (level in (
        'goal_area', 'goal', 'committee_goal', 'sub_goal', 'effect_goal', 'assignment',
        'improvement_area', 'heading'
    )),
    level_text text,
    goal_number text,
    title text not null,
    wording text,
    is_prioritised boolean not null,
    place_section text,
    place_page text,
    place_row integer,
    unique (document_id, sort_order)
);
comment on table goal is 'One row per node in a document''s goal tree';
comment on column goal.goal_id is 'Document id, slash, id in the document';
comment on column goal.document_id is 'The document';
comment on column goal.parent_goal_id is 'The goal above it; empty at the top';
comment on column goal.sort_order is 'Order in the document';
comment on column goal.level is 'Which kind of node it is; heading means that it groups activities without being a goal';
comment on column goal.level_text is 'The document''s own word for the level';
comment on column goal.goal_number is 'The goal''s number in the document';
comment on column goal.title is 'Short label with the goal''s key terms';
comment on column goal.wording is 'Full wording, where the original was taken in';
comment on column goal.is_prioritised is 'Whether the document says that it is prioritised';
comment on column goal.place_section is 'Heading in the original that it stands under';
comment on column goal.place_page is 'Page or sheet in the original';
comment on column goal.place_row is 'Line or row in the original';

create table activity (
    activity_id text primary key,
    distinct_activity_id text not null,
    document_id text not null references document (document_id),
    goal_id text not null references goal (goal_id),
    sort_order integer not null,
    kind text not null,
    title text not null,
    wording text,
    priority_text text,
    committees_text text,
    start_text text,
    start_date date,
    due_text text,
    due_date date,
    carried_over_from_year integer,
    carried_over_text text,
    place_section text,
    place_page text,
    place_row integer,
    unique (document_id, sort_order)
);
comment on table activity is 'One row per activity as listed; an activity listed under three goals is three rows';
comment on column activity.activity_id is 'Document id, slash, id in the document';
comment on column activity.distinct_activity_id is 'Id of the first listing of the same activity: its own id unless it is listed again';
comment on column activity.document_id is 'The document';
comment on column activity.goal_id is 'The goal that it stands under';
comment on column activity.sort_order is 'Order in the document';
comment on column activity.kind is 'The document''s own word (aktivitet, åtagande, uppdrag, insats, kontrollmoment)';
comment on column activity.title is 'Short label with the activity''s key terms';
comment on column activity.wording is 'Full wording, where the original was taken in';
comment on column activity.priority_text is 'The priority that the document ties it to';
comment on column activity.committees_text is 'The committees as written';
comment on column activity.start_text is 'Start as written';
comment on column activity.start_date is 'Start as a date';
comment on column activity.due_text is 'End as written';
comment on column activity.due_date is 'End as a date; a month or year named as the end is its last day; the new end where it was moved';
comment on column activity.carried_over_from_year is 'The earlier year that the document says it remains from';
comment on column activity.carried_over_text is 'The carry-over as written';
comment on column activity.place_section is 'Heading in the original that it stands under';
comment on column activity.place_page is 'Page or sheet in the original';
comment on column activity.place_row is 'Line or row in the original';

create table activity_committee (
    activity_id text not null references activity (activity_id),
    committee_id text not null references committee (committee_id),
    primary key (activity_id, committee_id)
);
comment on table activity_committee is 'One row per activity and committee that answers for it';
comment on column activity_committee.activity_id is 'The activity';
comment on column activity_committee.committee_id is 'The committee';

create table status_report (
    activity_id text not null references activity (activity_id),
    document_id text not null,
    occasion_number integer not null,
    status_text text,
    status_code text not null references status (status_code),
    comment text,
    primary key (activity_id, occasion_number),
    foreign key (document_id, occasion_number) references occasion (document_id, occasion_number)
);
comment on table status_report is 'One row per activity and occasion: the status then';
comment on column status_report.activity_id is 'The activity';
comment on column status_report.document_id is 'The document';
comment on column status_report.occasion_number is 'The occasion';
comment on column status_report.status_text is 'The document''s own word; empty where none is given';
comment on column status_report.status_code is 'The status in the common vocabulary';
comment on column status_report.comment is 'The comment, where the original was taken in';

create table deferral (
    activity_id text not null,
    occasion_number integer not null,
    kind text not null check (kind in ('within_year', 'to_later_year', 'date_unknown')),
    told_by text not null check (told_by in ('mark', 'date_column', 'title', 'comment')),
    is_marked boolean not null check (is_marked = (told_by <> 'comment')),
    from_text text,
    from_date date,
    to_text text,
    to_date date,
    primary key (activity_id, occasion_number),
    foreign key (activity_id, occasion_number) references status_report (activity_id, occasion_number)
);
comment on table deferral is 'One row per activity and occasion at which the document tells that its end was moved';
comment on column deferral.activity_id is 'The activity';
comment on column deferral.occasion_number is 'The occasion at which it was told';
comment on column deferral.kind is 'Within the year, to a later year, or to a date that is not given';
comment on column deferral.told_by is 'How the document tells it: a mark, the date column, the title, or only the comment';
comment on column deferral.is_marked is 'Whether it counts as deferred; one told only in a comment is a hint and does not';
comment on column deferral.from_text is 'The end before, as written';
comment on column deferral.from_date is 'The end before, as a date';
comment on column deferral.to_text is 'The end after, as written';
comment on column deferral.to_date is 'The end after, as a date';

create table deferral_reason (
    activity_id text not null,
    occasion_number integer not null,
    reason_code text not null references reason (reason_code),
    sort_order integer not null,
    primary key (activity_id, occasion_number, reason_code),
    foreign key (activity_id, occasion_number) references deferral (activity_id, occasion_number)
);
comment on table deferral_reason is 'One row per deferral and category of reason that the document gives';
comment on column deferral_reason.activity_id is 'The activity';
comment on column deferral_reason.occasion_number is 'The occasion at which the deferral was told';
comment on column deferral_reason.reason_code is 'The category';
comment on column deferral_reason.sort_order is '1 for the main reason';

create table goal_assessment (
    goal_id text primary key references goal (goal_id),
    document_id text not null,
    occasion_number integer not null,
    assessment_text text not null,
    assessment_code text not null references assessment (assessment_code),
    foreign key (document_id, occasion_number) references occasion (document_id, occasion_number)
);
comment on table goal_assessment is 'One row per goal that the document gives a verdict';
comment on column goal_assessment.goal_id is 'The goal';
comment on column goal_assessment.document_id is 'The document';
comment on column goal_assessment.occasion_number is 'The occasion';
comment on column goal_assessment.assessment_text is 'The verdict as written';
comment on column goal_assessment.assessment_code is 'The verdict on the common scale';

create table kpi_listing (
    kpi_listing_id text primary key,
    document_id text not null references document (document_id),
    sort_order integer not null,
    kpi_code text not null references kpi (kpi_code),
    goal_id text references goal (goal_id),
    activity_id text references activity (activity_id),
    name text not null,
    breakdown_text text,
    frequency_text text,
    reports_per_year integer,
    place_section text,
    place_page text,
    place_row integer
);
comment on table kpi_listing is 'One row per key figure that a document says it will follow';
comment on column kpi_listing.kpi_listing_id is 'Document id, slash, order among the document''s key figures';
comment on column kpi_listing.document_id is 'The document';
comment on column kpi_listing.sort_order is 'Order in the document';
comment on column kpi_listing.kpi_code is 'The key figure in the catalogue';
comment on column kpi_listing.goal_id is 'The goal that it belongs to';
comment on column kpi_listing.activity_id is 'The activity that it belongs to';
comment on column kpi_listing.name is 'What the document calls it';
comment on column kpi_listing.breakdown_text is 'Groups that it is split by, as written';
comment on column kpi_listing.frequency_text is 'How often it is reported, as written';
comment on column kpi_listing.reports_per_year is 'How many times a year it is reported';
comment on column kpi_listing.place_section is 'Heading in the original that it stands under';
comment on column kpi_listing.place_page is 'Page or sheet in the original';
comment on column kpi_listing.place_row is 'Line or row in the original';

create table target (
    target_id text primary key,
    document_id text not null references document (document_id),
    sort_order integer not null,
    kpi_code text not null references kpi (kpi_code),
    goal_id text references goal (goal_id),
    activity_id text references activity (activity_id),
    name text not null,
    operator text not null check (operator in ('>=', '>', '<=', '<', '=')),
    value double not null,
    value_high double,
    value_text text not null,
    year integer not null,
    period_text text,
    gender text not null check (gender in ('T', 'K', 'M')),
    place_section text,
    place_page text,
    place_row integer
);
comment on table target is 'One row per numeric target in a document';
comment on column target.target_id is 'Document id, slash, order among the document''s key figures';
comment on column target.document_id is 'The document';
comment on column target.sort_order is 'Order in the document';
comment on column target.kpi_code is 'The key figure that should reach it';
comment on column target.goal_id is 'The goal that it belongs to';
comment on column target.activity_id is 'The activity that it belongs to';
comment on column target.name is 'What the document calls the key figure';
comment on column target.operator is 'How the outcome must stand to the value';
comment on column target.value is 'The value, in the key figure''s unit';
comment on column target.value_high is 'Upper end, where the target is a band';
comment on column target.value_text is 'The words that carry the number';
comment on column target.year is 'The year that it is set for';
comment on column target.period_text is 'A narrower or wider period, as written';
comment on column target.gender is 'T all, K women and girls, M men and boys';
comment on column target.place_section is 'Heading in the original that it stands under';
comment on column target.place_page is 'Page or sheet in the original';
comment on column target.place_row is 'Line or row in the original';

create table outcome (
    outcome_id text primary key,
    document_id text not null references document (document_id),
    sort_order integer not null,
    kpi_code text not null references kpi (kpi_code),
    goal_id text references goal (goal_id),
    activity_id text references activity (activity_id),
    name text not null,
    operator text not null check (operator in ('>=', '>', '<=', '<', '=')),
    value double not null,
    value_high double,
    value_text text not null,
    year integer not null,
    period_text text,
    gender text not null check (gender in ('T', 'K', 'M')),
    place_section text,
    place_page text,
    place_row integer
);
comment on table outcome is 'One row per outcome that a document tells, also those told in a comment';
comment on column outcome.outcome_id is 'Document id, slash, order among the document''s key figures';
comment on column outcome.document_id is 'The document';
comment on column outcome.sort_order is 'Order in the document';
comment on column outcome.kpi_code is 'The key figure that was measured';
comment on column outcome.goal_id is 'The goal that it belongs to';
comment on column outcome.activity_id is 'The activity that it belongs to';
comment on column outcome.name is 'What the document calls the key figure';
comment on column outcome.operator is '= where the document gives the value; < or > where it gives only a bound';
comment on column outcome.value is 'The value or bound, in the key figure''s unit';
comment on column outcome.value_high is 'Upper end, where the document gives a range';
comment on column outcome.value_text is 'The words that carry the number';
comment on column outcome.year is 'The year that it was measured for';
comment on column outcome.period_text is 'A narrower or wider period, as written';
comment on column outcome.gender is 'T all, K women and girls, M men and boys';
comment on column outcome.place_section is 'Heading in the original that it stands under';
comment on column outcome.place_page is 'Page or sheet in the original';
comment on column outcome.place_row is 'Line or row in the original';

create table budget_line (
    document_id text not null references document (document_id),
    sort_order integer not null,
    unit text not null,
    line text not null check (line in ('revenue', 'cost', 'net_cost')),
    line_text text not null,
    year integer not null,
    amount_tkr double not null,
    place_section text,
    place_page text,
    place_row integer,
    primary key (document_id, unit, line, year)
);
comment on table budget_line is 'One row per unit, line and year of a document''s budget';
comment on column budget_line.document_id is 'The document';
comment on column budget_line.sort_order is 'Order in the document';
comment on column budget_line.unit is 'The unit whose budget it is';
comment on column budget_line.line is 'revenue, cost or net_cost';
comment on column budget_line.line_text is 'The line''s name as written';
comment on column budget_line.year is 'The budget year';
comment on column budget_line.amount_tkr is 'Thousands of kronor, without sign';
comment on column budget_line.place_section is 'Heading in the original that it stands under';
comment on column budget_line.place_page is 'Page or sheet in the original';
comment on column budget_line.place_row is 'Line or row in the original';

create table stated_total (
    stated_total_id text primary key,
    document_id text not null references document (document_id),
    measure text not null check (measure in (
        'goals', 'goals_met', 'goals_partly_met', 'goals_not_met', 'activities',
        'deferred_within_year', 'deferred_to_later_year', 'net_cost_frame', 'investment_frame'
    )),
    level text,
    goal_id text references goal (goal_id),
    value double not null,
    value_text text not null,
    is_listed boolean not null,
    place_section text,
    place_page text,
    place_row integer
);
comment on table stated_total is 'One row per total that a document states about itself';
comment on column stated_total.stated_total_id is 'Document id, slash, order in the document';
comment on column stated_total.document_id is 'The document';
comment on column stated_total.measure is 'What is counted';
comment on column stated_total.level is 'Only goals of this level';
comment on column stated_total.goal_id is 'Only what stands under this goal';
comment on column stated_total.value is 'The total: a count, or thousands of kronor for the frames';
comment on column stated_total.value_text is 'The words that carry it';
comment on column stated_total.is_listed is 'Whether the document also lists what it counts';
comment on column stated_total.place_section is 'Heading in the original that it stands under';
comment on column stated_total.place_page is 'Page or sheet in the original';
comment on column stated_total.place_row is 'Line or row in the original';

-- Own figures -----------------------------------------------------------------
-- Targets and outcomes that a controller keeps in a sheet of their own, beside those in documents.

create table figure_sheet (
    sheet_id text primary key,
    title text not null,
    original_file_name text not null,
    original_sha256 text not null check (regexp_full_match(original_sha256, '[0-9a-f]{64}')),
    taken_in_by text not null,
    taken_in_on date not null
);
comment on table figure_sheet is 'One row per sheet of own figures';
comment on column figure_sheet.sheet_id is 'Name of the sheet''s folder in the own record';
comment on column figure_sheet.title is 'What the sheet is called on the pages';
comment on column figure_sheet.original_file_name is 'Name of the file that was read';
comment on column figure_sheet.original_sha256 is 'SHA-256 of the file that was read';
comment on column figure_sheet.taken_in_by is 'Who took it in';
comment on column figure_sheet.taken_in_on is 'When it was taken in';

create table own_figure (
    own_figure_id text primary key,
    sheet_id text not null references figure_sheet (sheet_id),
    sort_order integer not null,
    kpi_code text not null references kpi (kpi_code),
    municipality_code text not null references municipality (municipality_code),
    year integer not null check (year between 1990 and 2100),
    gender text not null check (gender in ('T', 'K', 'M')),
    outcome_value double,
    target_operator text check (target_operator in ('>=', '>', '<=', '<', '=')),
    target_value double,
    target_value_high double,
    source text not null,
    place_page text,
    place_row integer not null,
    unique (sheet_id, kpi_code, municipality_code, year, gender),
    check (outcome_value is not null or target_value is not null),
    check ((target_operator is null) = (target_value is null)),
    check (target_value_high is null or target_value_high >= target_value)
);
comment on table own_figure is 'One row per key figure, municipality, year and gender of a sheet of own figures';
comment on column own_figure.own_figure_id is 'Sheet id, slash, order in the sheet';
comment on column own_figure.sheet_id is 'The sheet';
comment on column own_figure.sort_order is 'Order in the sheet';
comment on column own_figure.kpi_code is 'The key figure in the catalogue, or the id of a national one';
comment on column own_figure.municipality_code is 'The municipality';
comment on column own_figure.year is 'The year';
comment on column own_figure.gender is 'T all, K women and girls, M men and boys';
comment on column own_figure.outcome_value is 'The outcome, in the key figure''s unit; empty where there is none';
comment on column own_figure.target_operator is 'How the outcome must stand to the target';
comment on column own_figure.target_value is 'The target, in the key figure''s unit; empty where there is none';
comment on column own_figure.target_value_high is 'Upper end, where the target is a band';
comment on column own_figure.source is 'Where the figure comes from, as the sheet says';
comment on column own_figure.place_page is 'Sheet in the workbook';
comment on column own_figure.place_row is 'Row in the sheet';

-- Prepared at build: what every page asks again -----------------------------------

create table goal_ancestor (
    goal_id text not null,
    ancestor_goal_id text not null,
    distance integer not null,
    primary key (goal_id, ancestor_goal_id)
);
comment on table goal_ancestor is 'One row per goal and goal at or above it, so that statuses roll up to any level';
comment on column goal_ancestor.goal_id is 'The goal';
comment on column goal_ancestor.ancestor_goal_id is 'The goal itself or one above it';
comment on column goal_ancestor.distance is 'Steps up the tree; 0 for the goal itself';

create table goal_path (
    goal_id text primary key,
    depth integer not null,
    goal_path text not null
);
comment on table goal_path is 'One row per goal: where it stands in the tree';
comment on column goal_path.goal_id is 'The goal';
comment on column goal_path.depth is 'Steps down from the top of the tree; 0 at the top';
comment on column goal_path.goal_path is 'The goal and those above it, from the top, with › between';

create table activity_occasion (
    activity_id text not null,
    distinct_activity_id text not null,
    document_id text not null,
    occasion_number integer not null,
    label text not null,
    as_of_date date,
    is_last_occasion boolean not null,
    status_text text,
    status_code text not null,
    status text not null,
    status_sort_order integer not null,
    family_code text not null,
    family text not null,
    family_sort_order integer not null,
    is_reported boolean not null,
    comment text,
    is_deferred boolean not null,
    is_deferral_told boolean not null,
    deferral_kind text,
    deferral_told_by text,
    deferral_from_text text,
    deferral_from_date date,
    deferral_to_text text,
    deferral_to_date date,
    slip_months bigint,
    reasons text,
    primary key (activity_id, occasion_number)
);
comment on table activity_occasion is 'One row per activity and occasion: the status then, and the deferral told then';
comment on column activity_occasion.activity_id is 'The activity';
comment on column activity_occasion.distinct_activity_id is 'Id of the first listing of the same activity';
comment on column activity_occasion.document_id is 'The document';
comment on column activity_occasion.occasion_number is 'The occasion';
comment on column activity_occasion.label is 'What the document calls the occasion';
comment on column activity_occasion.as_of_date is 'The date that the status holds for';
comment on column activity_occasion.is_last_occasion is 'Whether it is the document''s last occasion';
comment on column activity_occasion.status_text is 'The document''s own word; empty where none is given';
comment on column activity_occasion.status_code is 'The status in the common vocabulary';
comment on column activity_occasion.status is 'Name of the status in Swedish';
comment on column activity_occasion.status_sort_order is 'Order of the status, from most to least advanced';
comment on column activity_occasion.family_code is 'The family that it belongs to';
comment on column activity_occasion.family is 'Name of the family in Swedish';
comment on column activity_occasion.family_sort_order is 'Order of the family, from most to least advanced';
comment on column activity_occasion.is_reported is 'Whether the document gives a status';
comment on column activity_occasion.comment is 'The comment, where the original was taken in';
comment on column activity_occasion.is_deferred is 'Whether a moved end is marked at the occasion';
comment on column activity_occasion.is_deferral_told is 'Whether a moved end is told at the occasion, only in a comment';
comment on column activity_occasion.deferral_kind is 'Kind of the deferral told at the occasion; empty where none is';
comment on column activity_occasion.deferral_told_by is 'How the document tells of the deferral';
comment on column activity_occasion.deferral_from_text is 'The end before, as written';
comment on column activity_occasion.deferral_from_date is 'The end before, as a date';
comment on column activity_occasion.deferral_to_text is 'The end after, as written';
comment on column activity_occasion.deferral_to_date is 'New end of that deferral';
comment on column activity_occasion.slip_months is 'Whole months from the old end to the new, where both dates are known';
comment on column activity_occasion.reasons is 'Categories of reason in Swedish, the main one first, with comma between';

create table national_peer_group (
    municipality_code text not null,
    topic text not null,
    group_id text not null,
    title text not null,
    year integer not null,
    primary key (municipality_code, topic)
);
comment on table national_peer_group is 'One row per municipality and subject of the national key figures: the group of like municipalities it is compared with';
comment on column national_peer_group.municipality_code is 'The municipality';
comment on column national_peer_group.topic is 'The subject';
comment on column national_peer_group.group_id is 'The latest group for the subject, or for all subjects where it has none of its own';
comment on column national_peer_group.title is 'Title of the group in Kolada';
comment on column national_peer_group.year is 'The year of the group';

create table national_summary (
    national_kpi_id text not null,
    year integer not null,
    gender text not null,
    area_count bigint not null,
    lower_quartile double not null,
    median double not null,
    upper_quartile double not null,
    is_counted_here boolean not null
);
comment on table national_summary is 'One row per national key figure, year and gender: how the municipalities of the country lie; sorted by key figure and year';
comment on column national_summary.national_kpi_id is 'The national key figure';
comment on column national_summary.year is 'The year';
comment on column national_summary.gender is 'T all, K women and girls, M men and boys';
comment on column national_summary.area_count is 'Municipalities with a value';
comment on column national_summary.lower_quartile is 'A quarter of them lie at or below it';
comment on column national_summary.median is 'The median of the municipalities, each counted alike';
comment on column national_summary.upper_quartile is 'A quarter of them lie at or above it';
comment on column national_summary.is_counted_here is 'Whether it is counted from the values held; otherwise it came counted';

create table document_current (
    document_id text primary key,
    municipality_code text not null,
    municipality text not null,
    title text not null,
    kind text not null,
    year integer not null,
    is_superseded boolean not null,
    is_newest boolean not null,
    occasion_number integer,
    label text,
    as_of_date date,
    is_as_of_stated boolean,
    as_of_note text,
    occasion_count bigint not null,
    goal_count bigint not null,
    activity_count bigint not null,
    distinct_activity_count bigint not null,
    reported_count bigint not null,
    deferral_count bigint not null,
    goal_assessment_count bigint not null,
    kpi_listing_count bigint not null,
    target_count bigint not null,
    outcome_count bigint not null,
    budget_line_count bigint not null,
    stated_total_count bigint not null
);
comment on table document_current is 'One row per document: its last occasion, and how much it holds';
comment on column document_current.document_id is 'The document';
comment on column document_current.municipality_code is 'Whose document it is';
comment on column document_current.municipality is 'Name of the municipality';
comment on column document_current.title is 'The title on the document';
comment on column document_current.kind is 'plan or follow_up';
comment on column document_current.year is 'The reporting year';
comment on column document_current.is_superseded is 'Whether another document replaces it';
comment on column document_current.is_newest is 'Whether it is its municipality''s newest: the latest year, then the latest as-of date, of those that no other replaces';
comment on column document_current.occasion_number is 'Number of the last occasion';
comment on column document_current.label is 'What the document calls the last occasion';
comment on column document_current.as_of_date is 'The date of the last occasion';
comment on column document_current.is_as_of_stated is 'Whether the document states that date';
comment on column document_current.as_of_note is 'From what the date was inferred, or which one the document states where another was given, in Swedish';
comment on column document_current.occasion_count is 'Occasions';
comment on column document_current.goal_count is 'Goals; headings are not counted';
comment on column document_current.activity_count is 'Activities as listed';
comment on column document_current.distinct_activity_count is 'Activities, one with several listings counted once';
comment on column document_current.reported_count is 'Activities with a status at the last occasion';
comment on column document_current.deferral_count is 'Moved ends told, marked or not, at any occasion';
comment on column document_current.goal_assessment_count is 'Goals with a verdict';
comment on column document_current.kpi_listing_count is 'Key figures that it says it will follow';
comment on column document_current.target_count is 'Numeric targets';
comment on column document_current.outcome_count is 'Outcomes';
comment on column document_current.budget_line_count is 'Budget lines';
comment on column document_current.stated_total_count is 'Totals that it states about itself';

create table activity_current (
    activity_id text primary key,
    distinct_activity_id text not null,
    document_id text not null,
    municipality_code text not null,
    municipality text not null,
    document_title text not null,
    document_kind text not null,
    year integer not null,
    is_superseded boolean not null,
    goal_id text not null,
    goal_title text not null,
    goal_path text not null,
    sort_order integer not null,
    kind text not null,
    title text not null,
    wording text,
    priority_text text,
    committees text,
    committees_text text,
    start_date date,
    due_text text,
    due_date date,
    occasion_number integer not null,
    label text not null,
    as_of_date date,
    status_text text,
    status_code text not null,
    status text not null,
    status_sort_order integer not null,
    family_code text not null,
    family text not null,
    family_sort_order integer not null,
    is_reported boolean not null,
    is_deferred boolean not null,
    is_deferral_told boolean not null,
    deferral_occasion_number integer,
    deferral_kind text,
    deferral_told_by text,
    deferral_from_text text,
    deferral_from_date date,
    deferral_to_text text,
    deferral_to_date date,
    slip_months bigint,
    reasons text,
    is_carried_over boolean not null,
    carried_over_from_year integer,
    is_overdue boolean not null,
    overdue_days integer,
    is_contradictory boolean not null,
    place_section text,
    place_page text,
    place_row integer,
    search_text text not null
);
comment on table activity_current is 'One row per activity as listed, with all that lists show of it, at the document''s last occasion';
comment on column activity_current.activity_id is 'The activity';
comment on column activity_current.distinct_activity_id is 'Id of the first listing of the same activity';
comment on column activity_current.document_id is 'The document';
comment on column activity_current.municipality_code is 'Whose document it is';
comment on column activity_current.municipality is 'Name of the municipality';
comment on column activity_current.document_title is 'The title on the document';
comment on column activity_current.document_kind is 'plan or follow_up';
comment on column activity_current.year is 'The reporting year';
comment on column activity_current.is_superseded is 'Whether another document replaces it';
comment on column activity_current.goal_id is 'The goal that it stands under';
comment on column activity_current.goal_title is 'Short label of the goal that it stands under';
comment on column activity_current.goal_path is 'That goal and those above it, from the top, with › between';
comment on column activity_current.sort_order is 'Order in the document';
comment on column activity_current.kind is 'The document''s own word (aktivitet, åtagande, uppdrag, insats, kontrollmoment)';
comment on column activity_current.title is 'Short label with the activity''s key terms';
comment on column activity_current.wording is 'Full wording, where the original was taken in';
comment on column activity_current.priority_text is 'The priority that the document ties it to';
comment on column activity_current.committees is 'Codes of the committees that answer for it, in alphabetical order, with comma between';
comment on column activity_current.committees_text is 'The committees as written';
comment on column activity_current.start_date is 'Start as a date';
comment on column activity_current.due_text is 'End as written';
comment on column activity_current.due_date is 'End as a date; a month or year named as the end is its last day; the new end where it was moved';
comment on column activity_current.occasion_number is 'The document''s last occasion';
comment on column activity_current.label is 'What the document calls the occasion';
comment on column activity_current.as_of_date is 'The date that the status holds for';
comment on column activity_current.status_text is 'The document''s own word';
comment on column activity_current.status_code is 'The status in the common vocabulary';
comment on column activity_current.status is 'Name of the status in Swedish';
comment on column activity_current.status_sort_order is 'Order of the status, from most to least advanced';
comment on column activity_current.family_code is 'The family of the status';
comment on column activity_current.family is 'Name of the family in Swedish';
comment on column activity_current.family_sort_order is 'Order of the family, from most to least advanced';
comment on column activity_current.is_reported is 'Whether the document gives a status';
comment on column activity_current.is_deferred is 'Whether its end was moved, as the document marks it';
comment on column activity_current.is_deferral_told is 'Whether a comment tells of a moved end that the document does not mark';
comment on column activity_current.deferral_occasion_number is 'Occasion of the deferral that speaks for it: the last marked, else the last told in a comment';
comment on column activity_current.deferral_kind is 'Kind of that deferral';
comment on column activity_current.deferral_told_by is 'How the document tells of that deferral';
comment on column activity_current.deferral_from_text is 'The end before, as written';
comment on column activity_current.deferral_from_date is 'The end before, as a date';
comment on column activity_current.deferral_to_text is 'The end after, as written';
comment on column activity_current.deferral_to_date is 'New end of that deferral';
comment on column activity_current.slip_months is 'Whole months from the old end to the new, where both dates are known';
comment on column activity_current.reasons is 'Categories of reason in Swedish, the main one first, with comma between';
comment on column activity_current.is_carried_over is 'Whether the document says that it remains from an earlier year';
comment on column activity_current.carried_over_from_year is 'The earlier year that the document says it remains from';
comment on column activity_current.is_overdue is 'Whether its end had passed at the as-of date; never for what is completed, ongoing, cancelled or not reported';
comment on column activity_current.overdue_days is 'Days from its end to the as-of date, where overdue';
comment on column activity_current.is_contradictory is 'Whether the same activity has another status elsewhere in the document at the same occasion';
comment on column activity_current.place_section is 'Heading in the original that it stands under';
comment on column activity_current.place_page is 'Page or sheet in the original';
comment on column activity_current.place_row is 'Line or row in the original';
comment on column activity_current.search_text is 'Title, wording, priority and goal in lower case, accents removed but for å, ä and ö';

create table activity_facet (
    facet_order integer not null,
    facet text not null,
    activity_id text not null,
    value_code text not null,
    value_label text not null,
    municipality text,
    document_id text,
    value_order bigint not null,
    primary key (facet, activity_id, value_code)
);
comment on table activity_facet is 'One row per activity, filter and value that it has there: what lists are narrowed by and what each choice would give';
comment on column activity_facet.facet_order is 'Order of the filters';
comment on column activity_facet.facet is 'The filter: municipality, document, year, committee, goal, status, family, deferral_kind, reason, carried_over_from_year, kind or a yes-or-no question';
comment on column activity_facet.activity_id is 'The activity';
comment on column activity_facet.value_code is 'Code of the value; of a goal also those above it; told for a deferral told only in a comment';
comment on column activity_facet.value_label is 'The value in Swedish; its code where the record has no name for it';
comment on column activity_facet.municipality is 'Municipality of the value, where each has values of its own';
comment on column activity_facet.document_id is 'Document of the value, where each has values of its own';
comment on column activity_facet.value_order is 'Order of the filter''s values';

create table document_completion (
    document_id text not null,
    occasion_number integer not null,
    unit text not null check (unit in ('listed', 'distinct')),
    activity_count integer not null,
    reported_count integer not null,
    not_reported_count integer not null,
    completed_count integer not null,
    completion_share double,
    primary key (document_id, occasion_number, unit)
);
comment on table document_completion is 'One row per document, occasion and unit of counting: how much is completed';
comment on column document_completion.document_id is 'The document';
comment on column document_completion.occasion_number is 'The occasion';
comment on column document_completion.unit is 'listed counts each listing; distinct counts an activity once, with its least advanced status';
comment on column document_completion.activity_count is 'Activities, reported or not';
comment on column document_completion.reported_count is 'Activities with a reported status';
comment on column document_completion.not_reported_count is 'Activities without a reported status';
comment on column document_completion.completed_count is 'Activities in the family completed';
comment on column document_completion.completion_share is 'completed_count / reported_count (0 to 1); empty where none is reported';

create table goal_current (
    goal_id text primary key,
    document_id text not null,
    municipality_code text not null,
    municipality text not null,
    document_title text not null,
    document_kind text not null,
    year integer not null,
    is_superseded boolean not null,
    label text,
    as_of_date date,
    parent_goal_id text,
    depth integer not null,
    goal_path text not null,
    sort_order integer not null,
    level text not null,
    level_text text,
    goal_number text,
    title text not null,
    wording text,
    is_prioritised boolean not null,
    assessment_code text,
    assessment text,
    assessment_text text,
    child_goal_count bigint not null,
    goal_count bigint not null,
    own_activity_count bigint not null,
    activity_count bigint not null,
    reported_count bigint not null,
    completed_count bigint not null,
    completion_share double,
    behind_count bigint not null,
    deferred_count bigint not null,
    overdue_count bigint not null,
    target_count bigint not null,
    outcome_count bigint not null,
    kpi_listing_count bigint not null,
    place_section text,
    place_page text,
    place_row integer,
    search_text text not null
);
comment on table goal_current is 'One row per goal: where it stands, its verdict, and how far what stands at or below it has come at the document''s last occasion';
comment on column goal_current.goal_id is 'The goal';
comment on column goal_current.document_id is 'The document';
comment on column goal_current.municipality_code is 'Whose document it is';
comment on column goal_current.municipality is 'Name of the municipality';
comment on column goal_current.document_title is 'The title on the document';
comment on column goal_current.document_kind is 'plan or follow_up';
comment on column goal_current.year is 'The reporting year';
comment on column goal_current.is_superseded is 'Whether another document replaces it';
comment on column goal_current.label is 'What the document calls its last occasion';
comment on column goal_current.as_of_date is 'The date of that occasion';
comment on column goal_current.parent_goal_id is 'The goal above it; empty at the top';
comment on column goal_current.depth is 'Steps down from the top of the tree; 0 at the top';
comment on column goal_current.goal_path is 'The goal and those above it, from the top, with › between';
comment on column goal_current.sort_order is 'Order in the document';
comment on column goal_current.level is 'Which kind of node it is; heading means that it groups activities without being a goal';
comment on column goal_current.level_text is 'The document''s own word for the level';
comment on column goal_current.goal_number is 'The goal''s number in the document';
comment on column goal_current.title is 'Short label with the goal''s key terms';
comment on column goal_current.wording is 'Full wording, where the original was taken in';
comment on column goal_current.is_prioritised is 'Whether the document says that it is prioritised';
comment on column goal_current.assessment_code is 'The document''s verdict on the common scale';
comment on column goal_current.assessment is 'Name of the verdict in Swedish';
comment on column goal_current.assessment_text is 'The document''s verdict as written';
comment on column goal_current.child_goal_count is 'Goals right under it';
comment on column goal_current.goal_count is 'Goals under it at any depth';
comment on column goal_current.own_activity_count is 'Activities that stand right under it';
comment on column goal_current.activity_count is 'Activities that stand at or below it';
comment on column goal_current.reported_count is 'Those with a reported status';
comment on column goal_current.completed_count is 'Those in the family completed';
comment on column goal_current.completion_share is 'completed_count / reported_count (0 to 1); empty where none is reported';
comment on column goal_current.behind_count is 'Those in the family behind';
comment on column goal_current.deferred_count is 'Those whose end was moved, as marked';
comment on column goal_current.overdue_count is 'Those whose end had passed';
comment on column goal_current.target_count is 'Numeric targets at or below it, those of its activities too';
comment on column goal_current.outcome_count is 'Outcomes at or below it, those of its activities too';
comment on column goal_current.kpi_listing_count is 'Key figures listed at or below it, those of its activities too';
comment on column goal_current.place_section is 'Heading in the original that it stands under';
comment on column goal_current.place_page is 'Page or sheet in the original';
comment on column goal_current.place_row is 'Line or row in the original';
comment on column goal_current.search_text is 'Title and wording in lower case, accents removed but for å, ä and ö';

create table kpi_result (
    kpi_code text not null,
    kpi text not null,
    unit text not null,
    direction text not null,
    municipality_code text not null,
    municipality text not null,
    year integer not null,
    gender text not null,
    target_id text,
    target_name text,
    target_operator text,
    target_value double,
    target_value_high double,
    target_value_text text,
    target_period_text text,
    outcome_id text,
    outcome_name text,
    outcome_operator text,
    outcome_value double,
    outcome_value_high double,
    outcome_value_text text,
    outcome_period_text text,
    is_met boolean,
    distance double,
    has_target boolean not null,
    has_outcome boolean not null,
    target_document_id text,
    target_sort_order integer,
    target_place_section text,
    target_place_page text,
    target_place_row integer,
    target_sheet_id text,
    target_source text,
    outcome_document_id text,
    outcome_sort_order integer,
    outcome_place_section text,
    outcome_place_page text,
    outcome_place_row integer,
    outcome_sheet_id text,
    outcome_source text
);
comment on table kpi_result is 'One row per key figure, municipality, year and gender, and per pair of target and outcome; either may be missing; of documents that no other replaces, sheets of own figures and, for outcomes, Kolada';
comment on column kpi_result.kpi_code is 'The key figure';
comment on column kpi_result.kpi is 'Name in Swedish';
comment on column kpi_result.unit is 'Unit of its values';
comment on column kpi_result.direction is 'Whether higher or lower is better, a band, or none of them';
comment on column kpi_result.municipality_code is 'Whose target or outcome it is';
comment on column kpi_result.municipality is 'Name of the municipality';
comment on column kpi_result.year is 'The year of target or outcome';
comment on column kpi_result.gender is 'T for all, K for women, M for men';
comment on column kpi_result.target_id is 'The target';
comment on column kpi_result.target_name is 'What the document calls the key figure of the target';
comment on column kpi_result.target_operator is 'How the value is to be read (>=, >, <=, <, =)';
comment on column kpi_result.target_value is 'Value of the target';
comment on column kpi_result.target_value_high is 'Upper end, where the target is a range';
comment on column kpi_result.target_value_text is 'The target as written, in a document';
comment on column kpi_result.target_period_text is 'Part of the year, or group, that the target is for';
comment on column kpi_result.outcome_id is 'The outcome';
comment on column kpi_result.outcome_name is 'What the document calls the key figure of the outcome';
comment on column kpi_result.outcome_operator is 'How the value is to be read (>=, >, <=, <, =)';
comment on column kpi_result.outcome_value is 'Value of the outcome';
comment on column kpi_result.outcome_value_high is 'Upper end, where the outcome is a range';
comment on column kpi_result.outcome_value_text is 'The outcome as written, in a document';
comment on column kpi_result.outcome_period_text is 'Part of the year, or group, that the outcome is for';
comment on column kpi_result.is_met is 'Whether the whole outcome lies within the target; empty where one is missing or the outcome does not settle it';
comment on column kpi_result.distance is 'How far from the target, in the key figure''s unit, plus is better; empty for bounds';
comment on column kpi_result.has_target is 'Whether there is a target';
comment on column kpi_result.has_outcome is 'Whether there is an outcome';
comment on column kpi_result.target_document_id is 'The document that tells the target; empty where it is not of a document';
comment on column kpi_result.target_sort_order is 'Order of the target in that document or sheet';
comment on column kpi_result.target_place_section is 'Heading that the target stands under';
comment on column kpi_result.target_place_page is 'Page or sheet of the target';
comment on column kpi_result.target_place_row is 'Line or row of the target';
comment on column kpi_result.target_sheet_id is 'The sheet of own figures that the target is of; empty where it is not of a sheet';
comment on column kpi_result.target_source is 'Where the figure comes from, as its sheet says';
comment on column kpi_result.outcome_document_id is 'The document that tells the outcome; empty where it is not of a document';
comment on column kpi_result.outcome_sort_order is 'Order of the outcome in that document or sheet';
comment on column kpi_result.outcome_place_section is 'Heading that the outcome stands under';
comment on column kpi_result.outcome_place_page is 'Page or sheet of the outcome';
comment on column kpi_result.outcome_place_row is 'Line or row of the outcome';
comment on column kpi_result.outcome_sheet_id is 'The sheet of own figures that the outcome is of; empty where it is not of a sheet';
comment on column kpi_result.outcome_source is 'Where the figure comes from, as its sheet says; Kolada where it is a national value';

create table stated_total_counted (
    stated_total_id text primary key,
    document_id text not null,
    municipality text not null,
    year integer not null,
    measure text not null,
    level text,
    goal_id text,
    goal_title text,
    value double not null,
    value_text text not null,
    is_listed boolean not null,
    counted_value double,
    difference double,
    agrees boolean,
    place_section text,
    place_page text,
    place_row integer
);
comment on table stated_total_counted is 'One row per total that a document states about itself: what its rows give';
comment on column stated_total_counted.stated_total_id is 'Document id, slash, order in the document';
comment on column stated_total_counted.document_id is 'The document';
comment on column stated_total_counted.municipality is 'Name of the municipality';
comment on column stated_total_counted.year is 'The reporting year of the document';
comment on column stated_total_counted.measure is 'What is counted';
comment on column stated_total_counted.level is 'Only goals of this level';
comment on column stated_total_counted.goal_id is 'The goal';
comment on column stated_total_counted.goal_title is 'Short label of that goal';
comment on column stated_total_counted.value is 'The total: a count, or thousands of kronor for the frames';
comment on column stated_total_counted.value_text is 'The words that carry it';
comment on column stated_total_counted.is_listed is 'Whether the document also lists what it counts';
comment on column stated_total_counted.counted_value is 'What the document''s rows give, of what is named also where not all is listed; empty where it cannot be counted';
comment on column stated_total_counted.difference is 'counted_value less value';
comment on column stated_total_counted.agrees is 'Whether they agree; a frame in millions may differ by its rounding';
comment on column stated_total_counted.place_section is 'Heading in the original that it stands under';
comment on column stated_total_counted.place_page is 'Page or sheet in the original';
comment on column stated_total_counted.place_row is 'Line or row in the original';

create table finding (
    finding_id integer primary key,
    check_name text not null,
    severity text not null check (severity in ('contradiction', 'gap', 'hint')),
    document_id text not null references document (document_id),
    activity_id text,
    goal_id text,
    subject_text text not null,
    found_text text not null,
    expected_text text not null,
    place_section text,
    place_page text,
    place_row integer
);
comment on table finding is 'One row per thing that a check found in a document';
comment on column finding.finding_id is 'Number of the finding';
comment on column finding.check_name is 'The check that found it: a file in data/checks';
comment on column finding.severity is 'contradiction (the document disagrees with itself), gap (something is missing) or hint (worth a look)';
comment on column finding.document_id is 'The document';
comment on column finding.activity_id is 'The activity that it concerns';
comment on column finding.goal_id is 'The goal that it concerns';
comment on column finding.subject_text is 'What it concerns: a title, a unit or a measure code';
comment on column finding.found_text is 'What the document''s rows give';
comment on column finding.expected_text is 'What they were held against, for example the total that the document states';
comment on column finding.place_section is 'Heading in the original that it stands under';
comment on column finding.place_page is 'Page or sheet in the original';
comment on column finding.place_row is 'Line or row in the original';
