-- By which values of which filters can each activity be chosen?
-- One row per activity, filter (facet) and value that it has there.
with facet_list (facet, facet_order) as (
    values
    ('municipality', 1),
    ('document', 2),
    ('year', 3),
    ('status', 6),
    ('family', 7),
    ('deferral_kind', 8),
    ('carried_over_from_year', 10),
    ('kind', 11),
    ('is_deferred', 12),
    ('is_carried_over', 13),
    ('is_overdue', 14),
    ('is_contradictory', 15)
),

-- Where the record has no name for a value, its code is its label. The orders are those of the
-- filter's values, one after the other.
valued as (
    select
        facet_list.facet_order,
        facet_list.facet,
        activity_current.activity_id,
        case facet_list.facet
            when 'municipality' then activity_current.municipality_code
            when 'document' then activity_current.document_id
            when 'year' then activity_current.year::text
            when 'status' then activity_current.status_code
            when 'family' then activity_current.family_code
            when 'deferral_kind'
                then
                    case
                        when activity_current.is_deferral_told then 'told'
                        else activity_current.deferral_kind
                    end
            when 'carried_over_from_year' then activity_current.carried_over_from_year::text
            when 'kind' then activity_current.kind
            when 'is_deferred' then activity_current.is_deferred::text
            when 'is_carried_over' then activity_current.is_carried_over::text
            when 'is_overdue' then activity_current.is_overdue::text
            when 'is_contradictory' then activity_current.is_contradictory::text
        end as value_code,
        case facet_list.facet
            when 'municipality' then activity_current.municipality
            when 'document' then activity_current.document_title
            when 'status' then activity_current.status
            when 'family' then activity_current.family
        end as value_label,
        case
            when facet_list.facet in ('municipality', 'document')
                then activity_current.municipality
        end as municipality,
        case when facet_list.facet = 'document' then activity_current.document_id end
            as document_id,
        case facet_list.facet
            when 'document' then activity_current.year
            when 'year' then activity_current.year
            when 'carried_over_from_year' then activity_current.carried_over_from_year
        end as year,
        case facet_list.facet
            when 'status' then activity_current.status_sort_order
            when 'family' then activity_current.family_sort_order
        end as sort_order
    from activity_current
    cross join facet_list

    union all

    select
        4 as facet_order,
        'committee' as facet,
        activity_current.activity_id,
        committee.committee_id as value_code,
        committee.committee as value_label,
        activity_current.municipality,
        null as document_id,
        null as year,
        null as sort_order
    from activity_current
    inner join activity_committee on activity_current.activity_id = activity_committee.activity_id
    inner join committee on activity_committee.committee_id = committee.committee_id

    union all

    select
        5 as facet_order,
        'goal' as facet,
        activity_current.activity_id,
        goal.goal_id as value_code,
        goal.title as value_label,
        activity_current.municipality,
        activity_current.document_id,
        activity_current.year,
        goal.sort_order
    from activity_current
    inner join goal_ancestor on activity_current.goal_id = goal_ancestor.goal_id
    inner join goal on goal_ancestor.ancestor_goal_id = goal.goal_id

    union all

    select
        9 as facet_order,
        'reason' as facet,
        activity_current.activity_id,
        reason.reason_code as value_code,
        reason.reason as value_label,
        null as municipality,
        null as document_id,
        null as year,
        reason.sort_order
    from activity_current
    inner join deferral_reason
        on
            activity_current.activity_id = deferral_reason.activity_id
            and activity_current.deferral_occasion_number = deferral_reason.occasion_number
    inner join reason on deferral_reason.reason_code = reason.reason_code
)

select
    facet_order,
    facet,
    activity_id,
    value_code,
    coalesce(value_label, value_code) as value_label,
    municipality,
    document_id,
    dense_rank() over (
        partition by facet_order
        order by
            municipality collate sv asc,
            year desc,
            document_id asc,
            sort_order asc,
            case value_code
                when 'within_year' then 1
                when 'to_later_year' then 2
                when 'date_unknown' then 3
                when 'true' then 1
                else 4
            end asc,
            coalesce(value_label, value_code) collate sv asc,
            value_code asc
    ) as value_order
from valued
where value_code is not null
order by facet_order, value_order, activity_id
