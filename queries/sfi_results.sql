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
        document_current.municipality,
        document_current.year,
        kpi_listing.document_id,
        row_number() over (
            partition by kpi_listing.kpi_code, document_current.municipality_code
            order by document_current.year desc, kpi_listing.document_id asc
        ) as recency
    from kpi_listing
    inner join document_current on kpi_listing.document_id = document_current.document_id
    where not document_current.is_superseded and starts_with(kpi_listing.kpi_code, 'sfi_')
),

followed as (
    select
        kpi_code,
        municipality_code,
        municipality,
        year,
        document_id
    from listed
    where recency = 1

    union all

    select distinct
        kpi_result.kpi_code,
        kpi_result.municipality_code,
        kpi_result.municipality,
        null as year,
        null as document_id
    from kpi_result
    left join listed
        on
            kpi_result.kpi_code = listed.kpi_code
            and kpi_result.municipality_code = listed.municipality_code
    where starts_with(kpi_result.kpi_code, 'sfi_') and listed.kpi_code is null
)

select
    followed.kpi_code,
    case
        when starts_with(followed.kpi_code, 'sfi_hours_to_grade_')
            then upper(substr(followed.kpi_code, length('sfi_hours_to_grade_') + 1))
    end as grade,
    kpi.kpi,
    kpi.unit,
    kpi.direction,
    followed.municipality_code,
    followed.municipality,
    coalesce(kpi_result.year, followed.year) as year,
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
    case when kpi_result.kpi_code is null then followed.document_id end as listing_document_id
from followed
inner join kpi on followed.kpi_code = kpi.kpi_code
left join kpi_result
    on
        followed.kpi_code = kpi_result.kpi_code
        and followed.municipality_code = kpi_result.municipality_code
where $municipality_code::text is null or followed.municipality_code = $municipality_code
order by
    case when kpi_result.kpi_code is null then 1 else 0 end,
    kpi.kpi collate sv,
    followed.kpi_code,
    followed.municipality collate sv,
    followed.municipality_code,
    coalesce(kpi_result.year, followed.year),
    case kpi_result.gender when 'K' then 2 when 'M' then 3 else 1 end,
    kpi_result.target_document_id,
    kpi_result.target_sort_order,
    kpi_result.target_id,
    kpi_result.outcome_document_id,
    kpi_result.outcome_sort_order,
    kpi_result.outcome_id
