-- Where does each activity stand at its document's last occasion?
-- One row per activity as listed.
with ranked_deferral as (
    select
        activity_id,
        occasion_number,
        is_deferred,
        deferral_kind,
        deferral_told_by,
        deferral_from_text,
        deferral_from_date,
        deferral_to_text,
        deferral_to_date,
        slip_months,
        reasons,
        -- The last marked deferral speaks for the activity, else the last told in a comment.
        row_number() over (
            partition by activity_id
            order by is_deferred desc, occasion_number desc
        ) as rank_number
    from activity_occasion
    where deferral_kind is not null
),

committee_line as (
    select
        activity_committee.activity_id,
        string_agg(
            committee.committee_code, ', ' order by committee.committee_code collate sv
        ) as committees
    from activity_committee
    inner join committee on activity_committee.committee_id = committee.committee_id
    group by activity_committee.activity_id
),

status_spread as (
    select
        distinct_activity_id,
        count(distinct status_code) > 1 as is_contradictory
    from activity_occasion
    where is_last_occasion
    group by distinct_activity_id
),

listed as (
    select
        activity.activity_id,
        -- What is not reported may well be done, so it is not called late.
        coalesce(
            activity.due_date < activity_occasion.as_of_date
            and activity_occasion.family_code not in ('completed', 'dropped', 'not_reported')
            and activity_occasion.status_code <> 'ongoing',
            false
        ) as is_overdue,
        date_diff('day', activity.due_date, activity_occasion.as_of_date) as days_after_due,
        lower(
            activity.title || ' ' || coalesce(activity.wording, '') || ' '
            || coalesce(activity.priority_text, '') || ' ' || goal.title
        ) as lower_text
    from activity
    inner join activity_occasion on activity.activity_id = activity_occasion.activity_id
    inner join goal on activity.goal_id = goal.goal_id
    where activity_occasion.is_last_occasion
)

select
    activity.activity_id,
    activity.distinct_activity_id,
    activity.document_id,
    document_current.municipality_code,
    document_current.municipality,
    document_current.title as document_title,
    document_current.kind as document_kind,
    document_current.year,
    document_current.is_superseded,
    activity.goal_id,
    goal.title as goal_title,
    goal_path.goal_path,
    activity.sort_order,
    activity.kind,
    activity.title,
    activity.wording,
    activity.priority_text,
    committee_line.committees,
    activity.committees_text,
    activity.start_date,
    activity.due_text,
    activity.due_date,
    activity_occasion.occasion_number,
    activity_occasion.label,
    activity_occasion.as_of_date,
    activity_occasion.status_text,
    activity_occasion.status_code,
    activity_occasion.status,
    activity_occasion.status_sort_order,
    activity_occasion.family_code,
    activity_occasion.family,
    activity_occasion.family_sort_order,
    activity_occasion.is_reported,
    coalesce(ranked_deferral.is_deferred, false) as is_deferred,
    -- A listing that is both marked and told of is simply deferred.
    coalesce(not ranked_deferral.is_deferred, false) as is_deferral_told,
    ranked_deferral.occasion_number as deferral_occasion_number,
    ranked_deferral.deferral_kind,
    ranked_deferral.deferral_told_by,
    ranked_deferral.deferral_from_text,
    ranked_deferral.deferral_from_date,
    ranked_deferral.deferral_to_text,
    ranked_deferral.deferral_to_date,
    ranked_deferral.slip_months,
    ranked_deferral.reasons,
    activity.carried_over_from_year is not null as is_carried_over,
    activity.carried_over_from_year,
    listed.is_overdue,
    case when listed.is_overdue then listed.days_after_due end as overdue_days,
    status_spread.is_contradictory,
    activity.place_section,
    activity.place_page,
    activity.place_row,
    -- To a Swede å, ä and ö are letters of their own, but é is an e.
    translate(
        listed.lower_text, 'áàâãçéèêëíìîïñóòôõúùûüýÿ', 'aaaaceeeeiiiinoooouuuuyy'
    ) as search_text
from listed
inner join activity on listed.activity_id = activity.activity_id
inner join activity_occasion
    on
        listed.activity_id = activity_occasion.activity_id
        and activity_occasion.is_last_occasion
inner join document_current on activity.document_id = document_current.document_id
inner join goal on activity.goal_id = goal.goal_id
inner join goal_path on activity.goal_id = goal_path.goal_id
inner join status_spread on activity.distinct_activity_id = status_spread.distinct_activity_id
left join ranked_deferral
    on
        listed.activity_id = ranked_deferral.activity_id
        and ranked_deferral.rank_number = 1
left join committee_line on listed.activity_id = committee_line.activity_id
order by activity.document_id, activity.sort_order, activity.activity_id
