-- Which status had each activity at each occasion, and was its end moved then?
-- One row per activity and occasion.
with last_occasion as (
    select
        document_id,
        max(occasion_number) as occasion_number
    from occasion
    group by document_id
),

reason_line as (
    select
        deferral_reason.activity_id,
        deferral_reason.occasion_number,
        string_agg(
            reason.reason, ', ' order by deferral_reason.sort_order, deferral_reason.reason_code
        ) as reasons
    from deferral_reason
    inner join reason on deferral_reason.reason_code = reason.reason_code
    group by deferral_reason.activity_id, deferral_reason.occasion_number
)

select
    activity.activity_id,
    activity.distinct_activity_id,
    activity.document_id,
    occasion.occasion_number,
    occasion.label,
    occasion.as_of_date,
    occasion.occasion_number = last_occasion.occasion_number as is_last_occasion,
    status_report.status_text,
    status.status_code,
    status.status,
    status.sort_order as status_sort_order,
    status_family.family_code,
    status_family.family,
    status_family.sort_order as family_sort_order,
    status.status_code <> 'not_reported' as is_reported,
    status_report.comment,
    coalesce(deferral.is_marked, false) as is_deferred,
    coalesce(not deferral.is_marked, false) as is_deferral_told,
    deferral.kind as deferral_kind,
    deferral.told_by as deferral_told_by,
    deferral.from_text as deferral_from_text,
    deferral.from_date as deferral_from_date,
    deferral.to_text as deferral_to_text,
    deferral.to_date as deferral_to_date,
    -- A month that is not whole does not count; the last day of a month ends a whole one.
    (year(deferral.to_date) - year(deferral.from_date)) * 12
    + month(deferral.to_date) - month(deferral.from_date)
    - case
        when
            day(deferral.to_date) < day(deferral.from_date)
            and deferral.to_date <> last_day(deferral.to_date)
            then 1
        else 0
    end as slip_months,
    reason_line.reasons
from status_report
inner join activity on status_report.activity_id = activity.activity_id
inner join occasion
    on
        activity.document_id = occasion.document_id
        and status_report.occasion_number = occasion.occasion_number
inner join last_occasion on activity.document_id = last_occasion.document_id
inner join status on status_report.status_code = status.status_code
inner join status_family on status.family_code = status_family.family_code
left join deferral
    on
        status_report.activity_id = deferral.activity_id
        and status_report.occasion_number = deferral.occasion_number
left join reason_line
    on
        deferral.activity_id = reason_line.activity_id
        and deferral.occasion_number = reason_line.occasion_number
order by activity.document_id, activity.sort_order, occasion.occasion_number, activity.activity_id
