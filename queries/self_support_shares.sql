-- How large a share goes on to support themselves?
-- One row per key figure, municipality, year and gender, and per pair of target and outcome where
--    there are several.
-- $municipality_code (text, optional): the municipality; left out means all

-- A target without outcome stays a row, and so does an outcome of a year without target.
select
    kpi_code,
    kpi,
    unit,
    direction,
    municipality_code,
    municipality,
    year,
    gender,
    target_id,
    target_name,
    target_operator,
    target_value,
    target_value_high,
    target_value_text,
    target_period_text,
    outcome_id,
    outcome_name,
    outcome_operator,
    outcome_value,
    outcome_value_high,
    outcome_value_text,
    outcome_period_text,
    is_met,
    distance,
    has_target,
    has_outcome,
    target_document_id,
    target_place_section,
    target_place_page,
    target_place_row,
    target_sheet_id,
    target_source,
    outcome_document_id,
    outcome_place_section,
    outcome_place_page,
    outcome_place_row,
    outcome_sheet_id,
    outcome_source
from kpi_result
where
    strpos(kpi_code, 'self_support') > 0
    and unit = 'procent'
    and ($municipality_code::text is null or municipality_code = $municipality_code)
order by
    kpi collate sv,
    kpi_code,
    municipality collate sv,
    municipality_code,
    year,
    case gender when 'T' then 1 when 'K' then 2 else 3 end,
    target_document_id,
    target_sort_order,
    target_id,
    outcome_document_id,
    outcome_sort_order,
    outcome_id
