-- Do the totals that a document states about itself agree with what it lists?
-- One row per total that a document states.
-- $document_id (text, optional): the document; left out means every document

-- counted_value is empty where the document does not list what it counts, or where it cannot be
-- counted; difference is counted less stated.
select
    stated_total_id,
    document_id,
    municipality,
    measure,
    level,
    goal_id,
    goal_title,
    value,
    value_text,
    is_listed,
    case when is_listed then counted_value end as counted_value,
    case when is_listed then difference end as difference,
    case when is_listed then agrees end as agrees,
    place_section,
    place_page,
    place_row
from stated_total_counted
where $document_id::text is null or document_id = $document_id
order by municipality collate sv, document_id, place_row, measure, stated_total_id
