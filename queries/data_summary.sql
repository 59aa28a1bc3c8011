-- How much is there in all?
-- One row per database.

-- Documents that another one supersedes are left out, with all that stands in them.
select
    count(distinct municipality_code) as municipality_count,
    count(*) as document_count,
    coalesce(sum(activity_count), 0)::bigint as activity_count,
    coalesce(sum(distinct_activity_count), 0)::bigint as distinct_activity_count,
    coalesce(sum(goal_count), 0)::bigint as goal_count,
    coalesce(sum(target_count), 0)::bigint as target_count,
    coalesce(sum(outcome_count), 0)::bigint as outcome_count,
    (
        select count(*)
        from finding
        inner join document_current as found on finding.document_id = found.document_id
        where not found.is_superseded
    ) as finding_count,
    min(year) as first_year,
    max(year) as last_year
from document_current
where not is_superseded
order by first_year
