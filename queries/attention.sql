-- What in a document is worth a look?
-- One row per kind of thing worth a look, also where there is none of it.
-- $document_id (text): the document

-- Counts activities as listed, but contradictory counts an activity once, and findings counts
-- findings; row_count says in how many rows they stand. Paused is a part of behind. A plan reports
-- nothing, so not_reported is left out there.
with counted as (
    select
        count(*) filter (where family_code = 'behind') as behind_count,
        count(*) filter (where is_overdue) as overdue_count,
        count(*) filter (where status_code = 'paused') as paused_count,
        count(distinct distinct_activity_id) filter (where is_contradictory)
            as contradictory_count,
        count(*) filter (where is_contradictory) as contradictory_row_count,
        count(*) filter (where is_deferred and deferral_kind = 'within_year')
            as within_year_count,
        count(*) filter (where is_deferred and deferral_kind = 'to_later_year')
            as to_later_year_count,
        count(*) filter (where is_deferred and deferral_kind = 'date_unknown')
            as date_unknown_count,
        count(*) filter (where is_deferral_told) as told_count,
        count(*) filter (where not is_reported) as not_reported_count
    from activity_current
    where document_id = $document_id
),

found as (
    select count(*) as finding_count
    from finding
    where document_id = $document_id
),

kind_list (kind, sort_order) as (
    values
    ('behind', 1),
    ('overdue', 2),
    ('paused', 3),
    ('contradictory', 4),
    ('deferred_within_year', 5),
    ('deferred_to_later_year', 6),
    ('deferred_date_unknown', 7),
    ('deferral_told', 8),
    ('not_reported', 9),
    ('findings', 10)
),

told as (
    select
        kind_list.kind,
        kind_list.sort_order,
        counted.contradictory_row_count,
        case kind_list.kind
            when 'behind' then counted.behind_count
            when 'overdue' then counted.overdue_count
            when 'paused' then counted.paused_count
            when 'contradictory' then counted.contradictory_count
            when 'deferred_within_year' then counted.within_year_count
            when 'deferred_to_later_year' then counted.to_later_year_count
            when 'deferred_date_unknown' then counted.date_unknown_count
            when 'deferral_told' then counted.told_count
            when 'not_reported' then counted.not_reported_count
            when 'findings' then found.finding_count
        end as item_count
    from document
    cross join kind_list
    cross join counted
    cross join found
    where
        document.document_id = $document_id
        and (kind_list.kind <> 'not_reported' or document.kind = 'follow_up')
)

select
    kind,
    sort_order,
    item_count,
    case when kind = 'contradictory' then contradictory_row_count else item_count end as row_count
from told
order by sort_order
