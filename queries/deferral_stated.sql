-- Does the number of deferrals that a document states agree with those that it marks?
-- One row per total of deferrals that a document states about itself.
-- $document_id (text, optional): the document; left out means every document

-- counted_value counts activities as listed; difference is counted less stated.
select
    stated_total_id,
    document_id,
    municipality,
    measure,
    goal_id,
    value,
    value_text,
    counted_value,
    difference,
    agrees,
    place_section,
    place_page,
    place_row
from stated_total_counted
where
    measure in ('deferred_within_year', 'deferred_to_later_year')
    and ($document_id::text is null or document_id = $document_id)
order by municipality collate sv, document_id, place_row, measure, stated_total_id
