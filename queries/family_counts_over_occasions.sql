-- How did the families of statuses change from occasion to occasion?
-- One row per occasion of the document and family, also families that hold none.
-- $document_id (text): the document
with family_total as (
    select
        occasion_number,
        family_code,
        count(*) as activity_count
    from activity_occasion
    where document_id = $document_id::text
    group by occasion_number, family_code
),

occasion_total as (
    select
        occasion_number,
        sum(activity_count)::bigint as occasion_activity_count,
        coalesce(sum(activity_count) filter (where family_code <> 'not_reported'), 0)::bigint
            as reported_count
    from family_total
    group by occasion_number
)

select
    document_current.document_id,
    document_current.municipality_code,
    document_current.municipality,
    document_current.title,
    document_current.kind,
    document_current.year,
    occasion.occasion_number,
    occasion.label,
    occasion.as_of_date,
    status_family.family_code,
    status_family.family,
    status_family.sort_order,
    coalesce(family_total.activity_count, 0) as activity_count,
    coalesce(family_total.activity_count, 0)::double
    / nullif(occasion_total.occasion_activity_count, 0) as activity_share,
    case
        when status_family.family_code <> 'not_reported'
            then
                coalesce(family_total.activity_count, 0)::double
                / nullif(occasion_total.reported_count, 0)
    end as reported_share
from document_current
inner join occasion on document_current.document_id = occasion.document_id
cross join status_family
left join family_total
    on
        occasion.occasion_number = family_total.occasion_number
        and status_family.family_code = family_total.family_code
left join occasion_total on occasion.occasion_number = occasion_total.occasion_number
where document_current.document_id = $document_id
order by occasion.occasion_number, status_family.sort_order
