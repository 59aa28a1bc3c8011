-- Which dates printed on a follow-up cannot be right?
-- One row per printed date that is earlier than the last as-of date, or than another printed date.
-- Severity: contradiction

-- A follow-up cannot have been written before the day that it reports on; where it prints several
-- dates, only the last can be its own. A plan may well be older than what it plans.
with last_as_of as (
    select
        document_id,
        max(as_of_date) as as_of_date
    from occasion
    group by document_id
),

last_printed as (
    select
        document_id,
        max(printed_date) as printed_date
    from printed_date
    group by document_id
)

select
    printed_date.document_id,
    null::text as activity_id,
    null::text as goal_id,
    document.title as subject_text,
    printed_date.printed_date::text as found_text,
    case
        when printed_date.printed_date < last_as_of.as_of_date then last_as_of.as_of_date
        else last_printed.printed_date
    end::text as expected_text,
    null::text as place_section,
    null::text as place_page,
    printed_date.place_row
from printed_date
inner join document on printed_date.document_id = document.document_id
inner join last_printed on printed_date.document_id = last_printed.document_id
left join last_as_of on printed_date.document_id = last_as_of.document_id
where
    document.kind = 'follow_up'
    and (
        printed_date.printed_date < last_as_of.as_of_date
        or printed_date.printed_date < last_printed.printed_date
    )
order by printed_date.document_id, printed_date.place_row, printed_date.printed_date
