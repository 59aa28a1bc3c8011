-- Which municipalities are there, and whose documents do we hold?
-- One row per municipality.
-- $has_document (boolean, optional): true for those with documents, false for those without
with document_counts as (
    select
        municipality_code,
        count(*) as document_count
    from document
    group by municipality_code
)

select
    municipality.municipality_code,
    municipality.municipality,
    municipality.county_code,
    municipality.county,
    municipality.skr_group_code,
    municipality.skr_group,
    coalesce(document_counts.document_count, 0) as document_count
from municipality
left join document_counts on municipality.municipality_code = document_counts.municipality_code
where
    $has_document::boolean is null
    or (document_counts.municipality_code is not null) = $has_document
order by municipality.municipality collate sv, municipality.municipality_code
