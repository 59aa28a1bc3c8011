-- How many activities were deferred within the year, to a later year and to no given date?
-- One row per document and kind of deferral, those that did not occur included.
-- $document_id (text, optional): the document; left out means every document

-- marked_count counts each activity once, by its last marked deferral; told_count those that only
-- a comment tells of.
with kind_list (kind, sort_order) as (
    values ('within_year', 1), ('to_later_year', 2), ('date_unknown', 3)
),

counted as (
    select
        document_id,
        deferral_kind as kind,
        count(*) filter (where is_deferred) as marked_count,
        count(*) filter (where is_deferral_told) as told_count
    from activity_current
    where deferral_kind is not null
    group by document_id, deferral_kind
)

select
    document_current.document_id,
    document_current.municipality,
    kind_list.kind,
    kind_list.sort_order,
    coalesce(counted.marked_count, 0) as marked_count,
    coalesce(counted.told_count, 0) as told_count,
    document_current.activity_count,
    coalesce(counted.marked_count, 0)::double
    / nullif(document_current.activity_count, 0) as deferred_share
from document_current
cross join kind_list
left join counted
    on
        document_current.document_id = counted.document_id
        and kind_list.kind = counted.kind
where $document_id::text is null or document_current.document_id = $document_id
order by
    document_current.municipality collate sv asc,
    document_current.year desc,
    document_current.document_id asc,
    kind_list.sort_order asc
