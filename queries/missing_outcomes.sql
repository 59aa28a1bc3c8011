-- How many targets have no outcome, and why?
-- One row per municipality, reason and, where the target is for a later year, years of both.
-- $kpi_code (text, optional): the key figure; left out means all
-- $municipality_code (text, optional): the municipality; left out means all

-- The first reason that holds is told:
-- 1 sheet       the target is of a sheet of own figures, which tells no outcome
-- 2 plan        the target is of a plan, which tells what is to be done, not what was
-- 3 later_year  the target is for a later year than the document follows up
-- 4 silent      the document follows up the year, and tells no outcome
with explained as (
    select
        kpi_result.municipality_code,
        kpi_result.municipality,
        kpi_result.target_id,
        kpi_result.year,
        document.year as document_year,
        case
            when document.document_id is null then 'sheet'
            when document.kind = 'plan' then 'plan'
            when kpi_result.year > document.year then 'later_year'
            else 'silent'
        end as reason
    from kpi_result
    left join document on kpi_result.target_document_id = document.document_id
    where
        kpi_result.has_target
        and not kpi_result.has_outcome
        and ($kpi_code::text is null or kpi_result.kpi_code = $kpi_code)
        and (
            $municipality_code::text is null
            or kpi_result.municipality_code = $municipality_code
        )
),

dated as (
    select
        municipality_code,
        municipality,
        reason,
        target_id,
        case when reason = 'later_year' then year end as target_year,
        case when reason = 'later_year' then document_year end as document_year
    from explained
)

select
    municipality_code,
    municipality,
    reason,
    target_year,
    document_year,
    count(distinct target_id) as target_count
from dated
group by
    municipality_code,
    municipality,
    reason,
    target_year,
    document_year
order by
    municipality collate sv,
    municipality_code,
    case reason
        when 'plan' then 1
        when 'later_year' then 2
        when 'silent' then 3
        else 4
    end,
    target_year,
    document_year
