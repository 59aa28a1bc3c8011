-- What became of SFI, in every key figure of it that a municipality follows?
-- One row per key figure, municipality, year and gender, and per pair of target and outcome where
--    there are several.
-- $municipality_code (text, optional): the municipality; left out means all

-- The key figures of SFI are those whose code begins with sfi_. A target without outcome stays a
-- row, and so does an outcome of a year without target. A key figure that documents only say they
-- follow is a row too, with neither; its year and listing_document_id are the newest document's.
-- These come last. The grade is that of hours to a grade.
with listed as (
    select
        kpi_listing.kpi_code,
        document_current.municipality_code,
        document_current.year,
        kpi_listing.document_id,
        row_number() over (
            partition by kpi_listing.kpi_code, document_current.municipality_code
            order by document_current.year desc, kpi_listing.document_id asc
        ) as recency
    from kpi_listing
    inner join document_current on kpi_listing.document_id = document_current.document_id
    where not document_current.is_superseded
),

newest as (
    select
        kpi_code,
        municipality_code,
        year,
        document_id
    from listed
    where recency = 1
)

select
    kpi.kpi_code,
    case
        when starts_with(kpi.kpi_code, 'sfi_hours_to_grade_')
            then upper(substr(kpi.kpi_code, length('sfi_hours_to_grade_') + 1))
    end as grade,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    municipality.municipality_code,
    municipality.municipality,
    coalesce(kpi_result.year, newest.year) as year,
    coalesce(kpi_result.gender, 'T') as gender,
    kpi_result.target_id,
    kpi_result.target_name,
    kpi_result.target_operator,
    kpi_result.target_value,
    kpi_result.target_value_high,
    kpi_result.target_value_text,
    kpi_result.target_period_text,
    kpi_result.outcome_id,
    kpi_result.outcome_name,
    kpi_result.outcome_operator,
    kpi_result.outcome_value,
    kpi_result.outcome_value_high,
    kpi_result.outcome_value_text,
    kpi_result.outcome_period_text,
    kpi_result.is_met,
    kpi_result.distance,
    coalesce(kpi_result.has_target, false) as has_target,
    coalesce(kpi_result.has_outcome, false) as has_outcome,
    kpi_result.target_document_id,
    kpi_result.target_place_section,
    kpi_result.target_place_page,
    kpi_result.target_place_row,
    kpi_result.target_sheet_id,
    kpi_result.target_source,
    kpi_result.outcome_document_id,
    kpi_result.outcome_place_section,
    kpi_result.outcome_place_page,
    kpi_result.outcome_place_row,
    kpi_result.outcome_sheet_id,
    kpi_result.outcome_source,
    case when kpi_result.kpi_code is null then newest.document_id end as listing_document_id
from newest
full join kpi_result
    on
        newest.kpi_code = kpi_result.kpi_code
        and newest.municipality_code = kpi_result.municipality_code
inner join kpi on coalesce(newest.kpi_code, kpi_result.kpi_code) = kpi.kpi_code
inner join municipality
    on
        coalesce(newest.municipality_code, kpi_result.municipality_code)
        = municipality.municipality_code
where
    starts_with(kpi.kpi_code, 'sfi_')
    and ($municipality_code::text is null or municipality.municipality_code = $municipality_code)
order by
    case when kpi_result.kpi_code is null then 1 else 0 end,
    kpi.kpi collate sv,
    kpi.kpi_code,
    municipality.municipality collate sv,
    municipality.municipality_code,
    coalesce(kpi_result.year, newest.year),
    case kpi_result.gender when 'K' then 2 when 'M' then 3 else 1 end,
    kpi_result.target_document_id,
    kpi_result.target_sort_order,
    kpi_result.target_id,
    kpi_result.outcome_document_id,
    kpi_result.outcome_sort_order,
    kpi_result.outcome_id
