-- How many activities does each family of statuses hold?
-- One row per document, occasion and family, also families that hold none; documents in the order
--    asked, or by municipality and year.
-- $document_ids (text, optional): only these documents, separated by comma; left out means all
--    that no other document replaces
-- $occasion_number (integer, optional): the occasion; left out means each document's last
-- $unit (text, optional): listed or distinct; left out means listed

-- Counted as distinct, an activity with several listings counts once, with its least advanced
-- status; a listing without a status decides only where no listing has one.
with chosen as (
    select
        document_current.document_id,
        document_current.municipality_code,
        document_current.municipality,
        document_current.title,
        document_current.kind,
        document_current.year,
        occasion.occasion_number,
        occasion.label,
        occasion.as_of_date
    from document_current
    inner join occasion
        on
            document_current.document_id = occasion.document_id
            and coalesce($occasion_number::integer, document_current.occasion_number)
            = occasion.occasion_number
    where
        case
            when $document_ids::text is null then not document_current.is_superseded
            else strpos(',' || $document_ids || ',', ',' || document_current.document_id || ',') > 0
        end
),

ranked as (
    select
        document_id,
        occasion_number,
        family_code,
        row_number() over (
            partition by document_id, occasion_number, distinct_activity_id
            order by is_reported desc, status_sort_order desc
        ) as rank_number
    from activity_occasion
),

family_total as (
    select
        document_id,
        occasion_number,
        family_code,
        count(*) as activity_count
    from ranked
    where coalesce($unit::text, 'listed') = 'listed' or rank_number = 1
    group by document_id, occasion_number, family_code
),

document_total as (
    select
        document_id,
        occasion_number,
        sum(activity_count)::bigint as document_activity_count,
        coalesce(sum(activity_count) filter (where family_code <> 'not_reported'), 0)::bigint
            as reported_count
    from family_total
    group by document_id, occasion_number
)

select
    chosen.document_id,
    chosen.municipality_code,
    chosen.municipality,
    chosen.title,
    chosen.kind,
    chosen.year,
    chosen.occasion_number,
    chosen.label,
    chosen.as_of_date,
    status_family.family_code,
    status_family.family,
    status_family.sort_order,
    coalesce(family_total.activity_count, 0) as activity_count,
    coalesce(family_total.activity_count, 0)::double
    / nullif(document_total.document_activity_count, 0) as activity_share,
    case
        when status_family.family_code <> 'not_reported'
            then
                coalesce(family_total.activity_count, 0)::double
                / nullif(document_total.reported_count, 0)
    end as reported_share
from chosen
cross join status_family
left join family_total
    on
        chosen.document_id = family_total.document_id
        and chosen.occasion_number = family_total.occasion_number
        and status_family.family_code = family_total.family_code
left join document_total
    on
        chosen.document_id = document_total.document_id
        and chosen.occasion_number = document_total.occasion_number
order by
    strpos(',' || $document_ids::text || ',', ',' || chosen.document_id || ',') asc,
    chosen.municipality collate sv asc,
    chosen.year desc,
    chosen.document_id asc,
    status_family.sort_order asc
