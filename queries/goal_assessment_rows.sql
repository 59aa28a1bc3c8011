-- Which goals does the document give a verdict?
-- One row per goal that the document names with a verdict.
-- $document_id (text): the document
select
    goal_assessment.goal_id,
    goal_assessment.document_id,
    goal_current.municipality,
    goal_current.level,
    goal_current.level_text,
    goal_current.goal_number,
    goal_current.title,
    goal_current.goal_path,
    goal_current.is_prioritised,
    goal_assessment.occasion_number,
    occasion.label,
    occasion.as_of_date,
    goal_assessment.assessment_text,
    goal_assessment.assessment_code,
    assessment.assessment,
    goal_current.place_section,
    goal_current.place_page,
    goal_current.place_row
from goal_assessment
inner join goal_current on goal_assessment.goal_id = goal_current.goal_id
inner join assessment on goal_assessment.assessment_code = assessment.assessment_code
inner join occasion
    on
        goal_assessment.document_id = occasion.document_id
        and goal_assessment.occasion_number = occasion.occasion_number
where goal_assessment.document_id = $document_id
order by assessment.sort_order, goal_current.sort_order, goal_assessment.goal_id
