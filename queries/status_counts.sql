-- How many activities have each status?
-- One row per document, occasion and status that occurs.
-- $document_id (text, optional): only this document; left out means all that no other document
--    replaces
-- $occasion_number (integer, optional): the occasion; left out means each document's last
with counted as (
    select
        document_id,
        occasion_number,
        label,
        as_of_date,
        is_last_occasion,
        status_code,
        status,
        family_code,
        family,
        status_sort_order as sort_order,
        count(*) as activity_count,
        sum(count(*)) over (partition by document_id, occasion_number) as occasion_activity_count
    from activity_occasion
    group by
        document_id,
        occasion_number,
        label,
        as_of_date,
        is_last_occasion,
        status_code,
        status,
        family_code,
        family,
        status_sort_order
)

select
    document_current.document_id,
    document_current.municipality_code,
    document_current.municipality,
    document_current.year,
    counted.occasion_number,
    counted.label,
    counted.as_of_date,
    counted.status_code,
    counted.status,
    counted.family_code,
    counted.family,
    counted.sort_order,
    counted.activity_count,
    counted.activity_count::double / counted.occasion_activity_count as activity_share
from counted
inner join document_current on counted.document_id = document_current.document_id
where
    case
        when $document_id::text is null then not document_current.is_superseded
        else document_current.document_id = $document_id
    end
    and case
        when $occasion_number::integer is null then counted.is_last_occasion
        else counted.occasion_number = $occasion_number
    end
order by
    document_current.municipality collate sv asc,
    document_current.year desc,
    document_current.document_id asc,
    counted.sort_order asc
