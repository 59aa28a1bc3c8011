-- How much does each document tell?
-- One row per document.

-- The shares are of all activities as listed; empty where there are none. A goal path is deep where
-- the activity stands under more than a goal at the top of the tree.
with activity_total as (
    select
        activity_current.document_id,
        count(*) filter (where activity_current.due_date is not null) as dated_count,
        count(*) filter (where activity_current.committees is not null) as assigned_count,
        count(*) filter (where goal_path.depth > 0) as deep_count
    from activity_current
    inner join goal_path on activity_current.goal_id = goal_path.goal_id
    group by activity_current.document_id
)

select
    document_current.document_id,
    document_current.municipality_code,
    document_current.municipality,
    document_current.title,
    document_current.kind,
    document_current.year,
    document_current.occasion_count,
    document_current.goal_count,
    document_current.activity_count,
    document_current.deferral_count,
    document_current.goal_assessment_count,
    document_current.kpi_listing_count,
    document_current.target_count,
    document_current.outcome_count,
    document_current.budget_line_count,
    document_current.stated_total_count,
    document_current.reported_count::double
    / nullif(document_current.activity_count, 0) as reported_share,
    activity_total.dated_count::double
    / nullif(document_current.activity_count, 0) as due_date_share,
    activity_total.assigned_count::double
    / nullif(document_current.activity_count, 0) as committee_share,
    activity_total.deep_count::double
    / nullif(document_current.activity_count, 0) as deep_goal_share,
    document_current.reported_count > 0 as has_statuses,
    document_current.goal_assessment_count > 0 as has_assessments,
    document_current.target_count > 0 as has_targets,
    document_current.outcome_count > 0 as has_outcomes,
    document_current.budget_line_count > 0 as has_budget,
    document_current.stated_total_count > 0 as has_stated_totals
from document_current
left join activity_total on document_current.document_id = activity_total.document_id
order by
    document_current.municipality collate sv asc,
    document_current.year desc,
    document_current.document_id asc
