-- How many goals does each document say are met, partly met and not met?
-- One row per verdict, for each document that gives any verdict on its goals.
-- $document_id (text, optional): the document; left out means every document

-- named_count counts the goals named with the verdict, stated_count is what the document says of
-- all its goals; a document can state 17 goals and name three.
with named as (
    select
        document_id,
        assessment_code,
        count(*) as named_count
    from goal_assessment
    group by document_id, assessment_code
),

-- Where a document states a verdict both for all goals and for a part of them, all is the answer.
numbered_total as (
    select
        document_id,
        measure,
        value,
        value_text,
        place_section,
        place_page,
        place_row,
        row_number() over (
            partition by document_id, measure
            order by value desc, place_row asc, stated_total_id asc
        ) as telling
    from stated_total
    where measure in ('goals_met', 'goals_partly_met', 'goals_not_met') and goal_id is null
),

-- The number of goals that the verdicts are parts of: stated beside them, for the same level.
goal_total as (
    select
        stated_total.document_id,
        max(stated_total.value) as stated_goal_count
    from stated_total
    inner join stated_total as part
        on
            stated_total.document_id = part.document_id
            and part.measure = 'goals_met'
            and part.goal_id is null
            and stated_total.level is not distinct from part.level
    where stated_total.measure = 'goals' and stated_total.goal_id is null
    group by stated_total.document_id
),

judging_document as (
    select document_id from named
    union
    select document_id from numbered_total
)

select
    judging_document.document_id,
    document.municipality_code,
    municipality.municipality,
    assessment.assessment_code,
    assessment.assessment,
    assessment.sort_order,
    coalesce(named.named_count, 0) as named_count,
    numbered_total.value::bigint as stated_count,
    numbered_total.value_text,
    goal_total.stated_goal_count::bigint as stated_goal_count,
    numbered_total.place_section,
    numbered_total.place_page,
    numbered_total.place_row
from judging_document
inner join document on judging_document.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
cross join assessment
left join named
    on
        judging_document.document_id = named.document_id
        and assessment.assessment_code = named.assessment_code
left join numbered_total
    on
        judging_document.document_id = numbered_total.document_id
        and numbered_total.measure = 'goals_' || assessment.assessment_code
        and numbered_total.telling = 1
left join goal_total on judging_document.document_id = goal_total.document_id
where $document_id::text is null or judging_document.document_id = $document_id
order by
    municipality.municipality collate sv,
    judging_document.document_id,
    assessment.sort_order
