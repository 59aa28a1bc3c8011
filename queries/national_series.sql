-- How did a national key figure develop, municipality by municipality?
-- One row per area and year: municipalities, and the nation where it is held.
-- $national_kpi_id (text): the national key figure
-- $municipality_codes (text, optional): municipalities, comma-separated; left out means
--    all. The nation is there either way
-- $gender (text, optional): T, K or M; left out means T

-- A change is the value less that of one or three years before; it is empty where either is missing
-- or where the series was broken in between: from a break on, values are of another kind.
with chosen as (
    select
        national_kpi_id,
        area_code,
        year,
        gender,
        state,
        value,
        fetched_on,
        -- The year from which values are comparable with this one; 0 where it was never broken.
        coalesce((
            select max(national_series_break.year)
            from national_series_break
            where
                national_series_break.national_kpi_id = national_value.national_kpi_id
                and national_series_break.year <= national_value.year
        ), 0) as break_year
    from national_value
    where
        national_kpi_id = $national_kpi_id::text
        and gender = coalesce($gender::text, 'T')
        and (
            $municipality_codes::text is null
            or area_code = '0000'
            or strpos(',' || $municipality_codes || ',', ',' || area_code || ',') > 0
        )
),

marked as (
    select
        area_code,
        year,
        coalesce(break_year <> lag(break_year) over same_area, false) as is_first_after_break
    from chosen
    window same_area as (partition by area_code order by year)
),

latest_revision as (
    select
        area_code,
        year,
        old_state,
        old_value,
        replaced_on,
        row_number() over (
            partition by area_code, year
            order by replaced_on desc, fetched_on desc
        ) as recency
    from national_revision
    where
        national_kpi_id = $national_kpi_id
        and gender = coalesce($gender, 'T')
)

select
    chosen.area_code,
    case when chosen.area_code = '0000' then 'Riket' else municipality.municipality end as area,
    chosen.gender,
    chosen.year,
    chosen.state,
    chosen.value,
    -- The tenth decimal is none of Kolada's, but what binary numbers leave of a difference.
    case
        when chosen.break_year = before_1.break_year
            then round(chosen.value - before_1.value, 10)
    end as change_1_year,
    case
        when chosen.break_year = before_3.break_year
            then round(chosen.value - before_3.value, 10)
    end as change_3_years,
    marked.is_first_after_break,
    national_series_break.note as break_note,
    latest_revision.area_code is not null as is_revised,
    latest_revision.old_state,
    latest_revision.old_value,
    latest_revision.replaced_on,
    chosen.fetched_on
from chosen
inner join marked on chosen.area_code = marked.area_code and chosen.year = marked.year
left join municipality on chosen.area_code = municipality.municipality_code
left join chosen as before_1
    on chosen.area_code = before_1.area_code and chosen.year = before_1.year + 1
left join chosen as before_3
    on chosen.area_code = before_3.area_code and chosen.year = before_3.year + 3
left join national_series_break
    on
        chosen.national_kpi_id = national_series_break.national_kpi_id
        and chosen.break_year = national_series_break.year
        and marked.is_first_after_break
left join latest_revision
    on
        chosen.area_code = latest_revision.area_code
        and chosen.year = latest_revision.year
        and latest_revision.recency = 1
order by
    case when chosen.area_code = '0000' then 1 else 0 end,
    municipality.municipality collate sv,
    chosen.area_code,
    chosen.year
